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
      <p className="lead">
        Trade links between countries as sources describe them, and flows as statistics measure them.
      </p>
      <InvalidParamsNotice />
      <TradeTies />
      <MeasuredFlows />
    </>
  );
}

/** Parameters that the explorer interprets itself. The API validates the others. */
const allowedParamValues: Readonly<Record<string, readonly string[]>> = { as: ['quantity'], disputed: ['yes', 'no'] };

function InvalidParamsNotice() {
  const { params } = useUrlState();
  const invalid = Object.entries(allowedParamValues).flatMap(([name, allowed]) => {
    const value = params.get(name);
    return value && !allowed.includes(value) ? [`“${name}” is “${value}” (expected ${allowed.join(' or ')})`] : [];
  });
  if (invalid.length === 0) return null;
  return (
    <p className="notice failed" role="alert">
      Invalid parameters were ignored: {invalid.join('; ')}.
    </p>
  );
}
