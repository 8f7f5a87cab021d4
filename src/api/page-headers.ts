/** What pages may load and do, by directive of the content security policy; everything else is forbidden. */
type PagePolicy = Readonly<Record<string, string>>;

/** Headers of every page, whatever its status, and of the files that it loads. `policy` adds to what all pages may do. */
export const createPageHeaders = (policy: PagePolicy = {}): Readonly<Record<string, string>> => ({
  'content-security-policy': Object.entries({ ...basePolicy, ...policy })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
});

/** Pages load scripts, styles and data from this server only, and cannot be framed. */
const basePolicy: PagePolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
};
