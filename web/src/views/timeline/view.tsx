import { Coverage } from '../../components/coverage.tsx';
import { usePage } from '../../components/page.tsx';

export function View() {
  usePage('Timeline');
  return (
    <>
      <h1>Timeline</h1>
      <Coverage />
    </>
  );
}
