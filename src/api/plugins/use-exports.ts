import { exportPath } from '../export/export-path.ts';
import type { ExportOptions } from '../export/handle-request.ts';
import type { RequestLog } from '../request-log.ts';
import type { ApiPlugin } from '../server-context.ts';
import { answerPath } from './answer-path.ts';

/** Answers requests for exports, such as `/export/visits.csv`. */
export const useExports = (options: Omit<ExportOptions, 'origin'>, log: RequestLog | undefined): ApiPlugin =>
  answerPath(
    (path) => path.startsWith(`${exportPath}/`),
    async (state, { origin }) => {
      // Loaded on demand: most servers answer queries only.
      const { handleExportRequest } = await import('../export/handle-request.ts');
      return handleExportRequest(state, { ...options, origin });
    },
    log,
  );
