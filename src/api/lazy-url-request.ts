import { Request } from '@whatwg-node/fetch';

/** A request without `parsedUrl`, which Yoga would read each time: its URL is only parsed if a plugin reads it. */
export class LazyUrlRequest extends Request {
  get parsedUrl(): undefined {
    return undefined;
  }
}
