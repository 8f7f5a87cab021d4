import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';
import { serveInProcesses } from './serve-in-processes.ts';

/** Serves PostGraphile 5 in production mode: without watching, explaining, mutations or a playground. */
const [, , url = '', port = '0', processes = '1', pool = '10'] = process.argv;

const preset: GraphileConfig.Preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  disablePlugins: ['PgIndexBehaviorsPlugin', 'MutationPlugin', 'SubscriptionPlugin', 'NodePlugin'],
  schema: { defaultBehavior: '-insert -update -delete' },
  grafast: { explain: false },
  grafserv: { port: Number(port), graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
  pgServices: [makePgService({ connectionString: url, schemas: ['public'], poolConfig: { max: Number(pool) } })],
};

await serveInProcesses(Number(processes), async (listening) => {
  const served = postgraphile(preset).createServ(grafserv);
  const server = createServer();
  await served.addTo(server);
  server.listen(Number(port), '127.0.0.1', listening);
});
