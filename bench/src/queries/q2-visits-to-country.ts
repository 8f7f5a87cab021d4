import { type BenchQuery, countryUntilVariables, type ResponseJson } from './bench-query.ts';

export const q2: BenchQuery = {
  name: 'Q2',
  title: 'Twenty visits to a country, newest first, with traveller, term, host and statements',
  generateVariables: countryUntilVariables,
  chancery: `query Q2($code: String!, $until: Date!) {
  visits(filter: { host: { code: { eq: $code } }, start: { onOrAfter: "1945-01-01", onOrBefore: $until } }, first: 20) {
    nodes {
      key
      summary
      place
      type
      start { edtf earliest latest }
      host { code name }
      travellers { person { key name } term { key office { title } } }
      statements(first: 5) { nodes { key text saidOn { edtf } speaker { name } } }
    }
  }
}`,
  postgraphile: `query Q2($code: String!, $until: Date!) {
  countryByCode(code: $code) {
    visitsByHostId(first: 20, orderBy: [AT_DESC, KEY_DESC], filter: { at: { lessThanOrEqualTo: $until }, startLatest: { lessThanOrEqualTo: $until } }) {
      nodes {
        key
        entryByRowId { summary }
        place
        type
        startEdtf startEarliest startLatest
        countryByHostId { code partyByRowId { name } }
        visitTravellersByVisitId(orderBy: [ORDINAL_ASC]) {
          nodes { partyByPartyId { key name } termByTermId { key officeByOfficeId { title } } }
        }
        statementsByVisitId(first: 5, orderBy: [AT_DESC, KEY_DESC]) {
          nodes { key text saidOnEdtf partyBySpeakerId { name } }
        }
      }
    }
  }
}`,
  toChanceryShape: ({ countryByCode }) => ({
    visits: {
      nodes: countryByCode.visitsByHostId.nodes.map((visit: ResponseJson) => ({
        key: visit.key,
        summary: visit.entryByRowId.summary,
        place: visit.place,
        type: visit.type,
        start: { edtf: visit.startEdtf, earliest: visit.startEarliest, latest: visit.startLatest },
        host: { code: visit.countryByHostId.code, name: visit.countryByHostId.partyByRowId.name },
        travellers: visit.visitTravellersByVisitId.nodes.map(
          ({ partyByPartyId: person, termByTermId: term }: ResponseJson) => ({
            person,
            term: { key: term.key, office: { title: term.officeByOfficeId.title } },
          }),
        ),
        statements: {
          nodes: visit.statementsByVisitId.nodes.map(
            ({ key, text, saidOnEdtf, partyBySpeakerId: speaker }: ResponseJson) => ({
              key,
              text,
              saidOn: { edtf: saidOnEdtf },
              speaker,
            }),
          ),
        },
      })),
    },
  }),
  limit: `SELECT json_object('visits', json_object('nodes', json((SELECT json_group_array(json_object(
  'key', v.key, 'summary', e.summary, 'place', v.place, 'type', v.type,
  'start', json_object('edtf', v.start_edtf, 'earliest', v.start_earliest, 'latest', v.start_latest),
  'host', json_object('code', v.host_code, 'name', h.name),
  'travellers', json((SELECT json_group_array(json_object(
      'person', json_object('key', p.key, 'name', p.name), 'term', json_object('key', t.key, 'office', json_object('title', o.title))) ORDER BY vt.ordinal)
    FROM visit_travellers vt CROSS JOIN parties p ON p.id = vt.party_id CROSS JOIN terms t ON t.id = vt.term_id CROSS JOIN offices o ON o.id = t.office_id
    WHERE vt.visit_id = v.id)),
  'statements', json_object('nodes', json((SELECT json_group_array(json_object(
      'key', s.key, 'text', s.text, 'saidOn', json_object('edtf', s.said_on_edtf),
      'speaker', json(CASE WHEN s.speaker_id IS NULL THEN NULL ELSE (SELECT json_object('name', sp.name) FROM parties sp WHERE sp.id = s.speaker_id) END)))
    FROM (SELECT * FROM statements WHERE visit_id = v.id ORDER BY at DESC, key DESC LIMIT 5) s)))
)) FROM (SELECT * FROM visits WHERE host_id = c.id AND at <= @until AND start_latest <= @until ORDER BY at DESC, key DESC LIMIT 20) v
   CROSS JOIN entries e ON e.id = v.id CROSS JOIN parties h ON h.id = v.host_id))))
FROM countries c WHERE c.code = @code`,
};
