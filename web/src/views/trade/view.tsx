import { Coverage } from '../../components/coverage.tsx';
import { usePage } from '../../components/page.tsx';

export function View() {
  usePage('Trade');
  return (
    <>
      <h1>Trade</h1>
      <Coverage />
    </>
  );
}
