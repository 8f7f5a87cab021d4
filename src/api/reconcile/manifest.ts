import { entityTypes } from './entity-types.ts';

/** The maximum number of queries in a batch, and of records in a request for properties. */
export const maxBatchSize = 50;

/** Returns the service manifest of the Reconciliation Service API 0.2. `origin`: that of the request. */
export function createManifest(origin: string): object {
  const service = `${origin}/reconcile`;
  const suggest = (what: string): object => ({ service_url: service, service_path: `/suggest/${what}` });
  return {
    versions: ['0.1', '0.2'],
    name: 'Chancery',
    identifierSpace: `${service}/entities/`,
    schemaSpace: `${service}/types/`,
    defaultTypes: entityTypes,
    batchSize: maxBatchSize,
    view: { url: `${origin}/timeline?of={{id}}` },
    preview: { url: `${service}/preview?id={{id}}`, width: 400, height: 160 },
    suggest: { entity: suggest('entity'), type: suggest('type'), property: suggest('property') },
    extend: { propose_properties: { service_url: service, service_path: '/properties' }, property_settings: [] },
  };
}
