import { Request } from '@whatwg-node/fetch';

/** A request whose URL is parsed only if a plugin reads it: Yoga parses `parsedUrl` of each request, where there is one. */
export class LazyUrlRequest extends Request {
  get parsedUrl(): undefined {
    return undefined;
  }
}
