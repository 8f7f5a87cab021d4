import { toErrorResponse } from '../error-response.ts';
import { exportPath } from '../export/export-path.ts';
import type { ExportOptions } from '../export/handle-request.ts';
import { getPathname } from '../http-request.ts';
import type { RequestLog } from '../request-log.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Answers requests for exports, such as `/export/visits.csv`. */
export function useExports(options: Omit<ExportOptions, 'origin'>, log: RequestLog | undefined): ApiPlugin {
  return {
    async onRequest({ request, serverContext, endResponse }) {
      const path = getPathname(request.url);
      if (!path.startsWith(`${exportPath}/`)) return;
      const state = getRequestState(request, serverContext);
      state.trace.operation = path;
      try {
        if (state.rejectionError) throw state.rejectionError;
        // Loaded on demand: most servers answer queries only.
        const { handleExportRequest } = await import('../export/handle-request.ts');
        endResponse(await handleExportRequest(state, { ...options, origin: state.origin }));
      } catch (error) {
        endResponse(toErrorResponse(error, state, log));
      }
    },
  };
}
