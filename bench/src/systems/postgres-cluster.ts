import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const postgresBin = '/usr/lib/postgresql/15/bin';
export const postgresPort = 54_329;

/** Tuned for reading on a machine of 24 GB that runs nothing else. */
const postgresSettings = `
listen_addresses = '127.0.0.1'
port = ${postgresPort}
unix_socket_directories = ''
max_connections = 100
shared_buffers = 4GB
effective_cache_size = 16GB
work_mem = 64MB
maintenance_work_mem = 1GB
random_page_cost = 1.1
effective_io_concurrency = 200
jit = off
max_parallel_workers = 2
max_parallel_workers_per_gather = 2
wal_level = minimal
max_wal_senders = 0
max_wal_size = 8GB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
log_min_messages = fatal
`;

/** A PostgreSQL cluster in a folder of the bench, separate from any other on the machine. */
export class PostgresCluster implements Disposable {
  readonly #data: string;

  constructor(folder: string) {
    if (!existsSync(join(postgresBin, 'postgres')))
      throw new Error('PostgreSQL 15 is missing: apt-get install postgresql-15');
    this.#data = join(folder, 'postgres');
    if (!existsSync(join(this.#data, 'PG_VERSION'))) {
      mkdirSync(this.#data, { recursive: true });
      if (isRootUser()) execFileSync('chown', ['postgres', this.#data]);
      chmodSync(this.#data, 0o700);
      this.#runAsPostgres('initdb', [
        '-D',
        this.#data,
        '--auth=trust',
        '--locale=C',
        '--encoding=UTF8',
        '--username=bench',
      ]);
    }
    writeFileSync(join(this.#data, 'postgresql.conf'), postgresSettings);
    // An earlier run may not have stopped its server.
    if (existsSync(join(this.#data, 'postmaster.pid')))
      this.#runAsPostgres('pg_ctl', ['-D', this.#data, '-m', 'fast', '-w', 'stop']);
    this.#runAsPostgres('pg_ctl', ['-D', this.#data, '-w', '-t', '60', '-l', join(this.#data, 'log'), 'start']);
    process.once('exit', () => this[Symbol.dispose]());
  }

  get pid(): number {
    return Number(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  [Symbol.dispose](): void {
    if (!existsSync(join(this.#data, 'postmaster.pid'))) return;
    this.#runAsPostgres('pg_ctl', ['-D', this.#data, '-m', 'fast', '-w', 'stop']);
  }

  /** Runs a program as the user "postgres" if this process is root, since PostgreSQL does not run as root. */
  #runAsPostgres(program: string, args: readonly string[]): void {
    const command = [join(postgresBin, program), ...args];
    const [first = '', ...rest] = isRootUser() ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    const { status, stderr, error } = spawnSync(first, rest, {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
  }
}

const isRootUser = (): boolean => userInfo().uid === 0;

export const postgresUrl = (database: string): string => `postgres://bench@127.0.0.1:${postgresPort}/${database}`;
