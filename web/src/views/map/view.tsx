import { Coverage } from '../../components/coverage.tsx';
import { usePage } from '../../components/page.tsx';

export function View() {
  usePage('Map');
  return (
    <>
      <h1>Map</h1>
      <Coverage />
    </>
  );
}
