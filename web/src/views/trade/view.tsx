import { usePageTitle } from '../../components/use-page-title.ts';
import { useUrlState } from '../../url-state.ts';
import { MeasuredFlows } from './measured-flows.tsx';
import { TradeTies } from './trade-ties.tsx';
import './trade.css';

export function View() {
  usePageTitle('Trade');
  return (
    <>
      <h1>Trade</h1>
      <p class="lead">Ties between countries, as sources tell them, and what statistics measure.</p>
      <InvalidParamsNotice />
      <TradeTies />
      <MeasuredFlows />
    </>
  );
}

/** What the address says that is no question to the API: the explorer's own words. */
const allowedParamValues: Readonly<Record<string, readonly string[]>> = { as: ['quantity'], disputed: ['yes', 'no'] };

function InvalidParamsNotice() {
  const { params } = useUrlState();
  const wrong = Object.entries(allowedParamValues).flatMap(([name, known]) => {
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
