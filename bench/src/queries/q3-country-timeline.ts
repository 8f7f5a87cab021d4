import { type BenchQuery, countryUntilVariables, type ResponseJson } from './bench-query.ts';

const typenameByKind: Record<string, string> = { VISIT: 'Visit', STATEMENT: 'Statement', TRADE_LINK: 'TradeLink' };

export const q3: BenchQuery = {
  name: 'Q3',
  title: "A country's timeline, fifty entries of mixed kinds, newest first",
  generateVariables: countryUntilVariables,
  chancery: `query Q3($code: String!, $until: Date!) {
  country(code: $code) {
    name
    entries(first: 50, filter: { at: { onOrBefore: $until } }) {
      nodes {
        __typename
        key
        at
        summary
        ... on Visit { type host { code } }
        ... on Statement { text speaker { name } }
        ... on TradeLink { kind status }
      }
    }
  }
}`,
  postgraphile: `query Q3($code: String!, $until: Date!) {
  countryByCode(code: $code) {
    partyByRowId {
      name
      appearancesByPartyId(first: 50, orderBy: [AT_DESC, KEY_DESC], filter: { at: { lessThanOrEqualTo: $until } }) {
        nodes {
          kind
          key
          at
          entryByEntryId {
            summary
            visitByRowId { type hostCode }
            statementByRowId { text partyBySpeakerId { name } }
            tradeLinkByRowId { kind status }
          }
        }
      }
    }
  }
}`,
  toChanceryShape: ({ countryByCode: { partyByRowId: party } }) => ({
    country: {
      name: party.name,
      entries: {
        nodes: party.appearancesByPartyId.nodes.map(({ kind, key, at, entryByEntryId: entry }: ResponseJson) => ({
          __typename: typenameByKind[kind],
          key,
          at,
          summary: entry.summary,
          ...(entry.visitByRowId && { type: entry.visitByRowId.type, host: { code: entry.visitByRowId.hostCode } }),
          ...(entry.statementByRowId && {
            text: entry.statementByRowId.text,
            speaker: entry.statementByRowId.partyBySpeakerId,
          }),
          ...entry.tradeLinkByRowId,
        })),
      },
    },
  }),
  limit: `SELECT json_object('country', json_object('name', p.name, 'entries', json_object('nodes', json((SELECT json_group_array(json(CASE a.kind
  WHEN 'VISIT' THEN (SELECT json_object('__typename', 'Visit', 'key', a.key, 'at', a.at, 'summary', e.summary,
    'type', v.type, 'host', json_object('code', v.host_code)) FROM visits v WHERE v.id = a.entry_id)
  WHEN 'STATEMENT' THEN (SELECT json_object('__typename', 'Statement', 'key', a.key, 'at', a.at, 'summary', e.summary,
    'text', s.text, 'speaker', json(CASE WHEN s.speaker_id IS NULL THEN NULL
      ELSE (SELECT json_object('name', sp.name) FROM parties sp WHERE sp.id = s.speaker_id) END)) FROM statements s WHERE s.id = a.entry_id)
  ELSE (SELECT json_object('__typename', 'TradeLink', 'key', a.key, 'at', a.at, 'summary', e.summary,
    'kind', l.kind, 'status', l.status) FROM trade_links l WHERE l.id = a.entry_id) END))
FROM (SELECT * FROM appearances WHERE party_id = c.id AND at <= @until ORDER BY at DESC, key DESC LIMIT 50) a CROSS JOIN entries e ON e.id = a.entry_id)))))
FROM countries c JOIN parties p ON p.id = c.id WHERE c.code = @code`,
};
