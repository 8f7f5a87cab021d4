import { fetchQuery } from '../api/use-query.ts';
import { parseFlowGoodsFilter, parseGroups } from '../views/trade/trade-filter.ts';
import type { ChartQuery } from './chart-query.ts';
import { ChartCommoditiesDocument, ChartNameDocument } from './generated/operations.ts';

/** The parameters whose values are keys of records. */
const keyParams = ['host', 'region', 'country', 'traveller', 'office', 'speaker', 'about', 'reporter', 'partner'];

/** The values of the filters in words, by parameter. */
export type FilterNames = ReadonlyMap<string, string>;

export async function loadFilterNames(
  { measure }: Pick<ChartQuery, 'measure'>,
  params: URLSearchParams,
): Promise<FilterNames> {
  const names = keyParams.map(async (param) => {
    const value = params.get(param)?.trim();
    return value ? [[param, await loadNames(value)] as const] : [];
  });
  const goods = measure === 'flows' ? loadCommodityName(params) : Promise.resolve([]);
  return new Map((await Promise.all([...names, goods])).flat());
}

const loadNames = async (value: string): Promise<string> =>
  (await Promise.all(value.split(',').map((part) => loadName(part.trim())))).join(', ');

/** Returns the name of a key, or what was given if it is part of a name. */
async function loadName(value: string): Promise<string> {
  const [key = value] = parseGroups(value);
  const { country, group, person, organization, office } = await fetchQuery(ChartNameDocument, { key });
  const named = country?.name ?? person?.name ?? organization?.name ?? office?.title;
  if (named !== undefined && key === value) return named;
  if (group) return key === value ? group.name : `members of ${group.name}`;
  return `“${value}”`;
}

async function loadCommodityName(params: URLSearchParams): Promise<(readonly [string, string])[]> {
  const { commodity } = parseFlowGoodsFilter(params);
  if (!commodity) return [];
  const { commodities } = await fetchQuery(ChartCommoditiesDocument, { filter: commodity });
  const names = commodities.nodes.map(({ code, name, key }) => name ?? code ?? key);
  const more = commodities.totalCount - names.length;
  return [
    [
      'commodity',
      more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ') || `“${params.get('commodity')}”`,
    ],
  ];
}
