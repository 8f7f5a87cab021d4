import { createTransport } from 'nodemailer';
import { DeliveryError } from './delivery-error.ts';

/** How mail is sent. */
export interface MailSettings {
  /** `smtp://user:password@host:port`, or `smtps://` for TLS from the start. */
  smtpUrl: string;
  from: string;
}

interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Identifies the mail, so that mail servers and readers can recognize a repetition. */
  messageId: string;
}

/** How long the mail server may take for each step. */
const timeoutMs = 15_000;

/** Sends a mail in plain text. Resolves once the mail server has accepted it. */
export async function sendMail({ to, subject, text, messageId }: Mail, { smtpUrl, from }: MailSettings): Promise<void> {
  const url = new URL(smtpUrl);
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Content comes from the text only.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, to, subject, text, messageId, headers: { 'auto-submitted': 'auto-generated' } });
  } catch (error) {
    throw new DeliveryError(`The mail server did not accept the mail: ${(error as Error).message}`);
  } finally {
    transport.close();
  }
}
