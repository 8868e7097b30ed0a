import type { Transporter } from 'nodemailer';

const connectTimeoutMs = 10_000;
const socketTimeoutMs = 20_000;

export interface Mail {
  /** The same for every attempt: it makes the `Message-ID`. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** What the SMTP server said. */
export interface MailAnswer {
  isDelivered: boolean;
  /** The address will never take it. */
  isRejected: boolean;
  responseStatus: number | null;
  responseBody: string | null;
  error: string | null;
}

export interface MailerOptions {
  smtpUrl: string;
  from: string;
}

/** Sends e-mails by SMTP. */
export function createMailer({ smtpUrl, from }: MailerOptions) {
  let transport: Promise<Transporter> | undefined;
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/s, '');

  async function send({ id, to, subject, text, html }: Mail): Promise<MailAnswer> {
    transport ??= openTransport(smtpUrl);
    try {
      const { response } = (await (
        await transport
      ).sendMail({
        from,
        to,
        subject,
        text,
        html,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Agentaudit-Delivery': id },
        disableFileAccess: true,
        disableUrlAccess: true,
      })) as { response?: string };
      return { isDelivered: true, isRejected: false, ...toStatus(response), error: null };
    } catch (error) {
      const { message, code, response, responseCode } = error as Error & {
        code?: string;
        response?: string;
        responseCode?: number;
      };
      return {
        isDelivered: false,
        isRejected: code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500,
        ...toStatus(response),
        error: message,
      };
    }
  }

  return {
    send,
    close: async () => {
      (await transport)?.close();
    },
  };
}

export type Mailer = ReturnType<typeof createMailer>;

async function openTransport(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url: smtpUrl,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: socketTimeoutMs,
  });
}

function toStatus(response: string | undefined): { responseStatus: number | null; responseBody: string | null } {
  const status = Number(response?.slice(0, 3));
  return {
    responseStatus: Number.isInteger(status) && status > 0 ? status : null,
    responseBody: response?.slice(0, 1024) ?? null,
  };
}
