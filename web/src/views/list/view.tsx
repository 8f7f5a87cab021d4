import type { ComponentType } from 'react';
import { NotFoundPage } from '../../components/error-pages.tsx';
import { paths } from '../../route-paths.ts';
import { useCurrentPath } from '../../url-state.ts';
import { ListPage } from './list-page.tsx';
import { agreementList } from './lists/agreement.tsx';
import { countryList } from './lists/country.tsx';
import { figureList } from './lists/figure.tsx';
import { groupList } from './lists/group.tsx';
import { officeList } from './lists/office.tsx';
import { organizationList } from './lists/organization.tsx';
import { personList } from './lists/person.tsx';
import { positionList } from './lists/position.tsx';
import { sourceList } from './lists/source.tsx';
import { statementList } from './lists/statement.tsx';
import { topicList } from './lists/topic.tsx';
import { tradeFlowList } from './lists/trade-flow.tsx';
import { tradeLinkList } from './lists/trade-link.tsx';
import { visitList } from './lists/visit.tsx';

const listPages: Readonly<Record<string, ComponentType>> = {
  [paths.visits]: () => <ListPage definition={visitList} />,
  [paths.statements]: () => <ListPage definition={statementList} />,
  [paths.tradeLinks]: () => <ListPage definition={tradeLinkList} />,
  [paths.tradeFlows]: () => <ListPage definition={tradeFlowList} />,
  [paths.agreements]: () => <ListPage definition={agreementList} />,
  [paths.positions]: () => <ListPage definition={positionList} />,
  [paths.figures]: () => <ListPage definition={figureList} />,
  [paths.people]: () => <ListPage definition={personList} />,
  [paths.countries]: () => <ListPage definition={countryList} />,
  [paths.organizations]: () => <ListPage definition={organizationList} />,
  [paths.groups]: () => <ListPage definition={groupList} />,
  [paths.offices]: () => <ListPage definition={officeList} />,
  [paths.sources]: () => <ListPage definition={sourceList} />,
  [paths.topics]: () => <ListPage definition={topicList} />,
};

/** The list of the current path. */
export function View() {
  const CurrentList = listPages[useCurrentPath()] ?? NotFoundPage;
  return <CurrentList />;
}
