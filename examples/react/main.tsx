import { createClient } from '@chancery/sdk';
import { ChanceryProvider } from '@chancery/sdk/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Visits } from './visits.tsx';

const search = new URLSearchParams(location.search);
const client = createClient({ url: search.get('url') ?? 'http://localhost:4000/graphql', persisted: true });
const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <ChanceryProvider client={client}>
        <Visits host={search.get('host') ?? 'KZ'} />
      </ChanceryProvider>
    </QueryClientProvider>,
  );
