import { usePage } from '../../components/use-page-title.ts';
import { useAddress } from '../../url-state.ts';
import { Flows } from './measured-flows.tsx';
import { Ties } from './trade-ties.tsx';
import './trade.css';

export function View() {
  usePage('Trade');
  return (
    <>
      <h1>Trade</h1>
      <p class="lead">Ties between countries, as sources tell them, and what statistics measure.</p>
      <Unread />
      <Ties />
      <Flows />
    </>
  );
}

/** What the address says that is no question to the API: the explorer's own words. */
const own: Readonly<Record<string, readonly string[]>> = { as: ['quantity'], disputed: ['yes', 'no'] };

function Unread() {
  const { params } = useAddress();
  const wrong = Object.entries(own).flatMap(([name, known]) => {
    const given = params.get(name);
    return given && !known.includes(given) ? [`“${given}” as “${name}” (it can be ${known.join(' or ')})`] : [];
  });
  if (wrong.length === 0) return null;
  return (
    <p class="notice failed" role="alert">
      The address holds what can’t be read, and is left out: {wrong.join('; ')}.
    </p>
  );
}
