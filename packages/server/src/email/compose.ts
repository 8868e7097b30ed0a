import type { EmailContent } from '../notifications/gather-email.ts';
import type { AlertNotice, ApprovalNotice } from '../notifications/notify.ts';
import type { Mail } from './mailer.ts';

export interface ComposeOptions {
  /** The organization's name. */
  organization: string;
  /** Where the dashboard is, if that is known. */
  publicUrl: string | undefined;
}

/** One thing that an e-mail tells, in its parts. */
interface Line {
  title: string;
  facts: [name: string, value: string][];
}

const subjectLength = 120;
const footer = 'You receive this because e-mail notifications are switched on in your profile.';

/** Writes the e-mail: one item as itself, several as a digest. */
export function composeEmail(
  event: string,
  content: EmailContent,
  options: ComposeOptions,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  if (event === 'test') {
    const title = 'This is a test: e-mail notifications of agentaudit reach you.';
    return write('Test notification', [{ title, facts: [] }], undefined, options);
  }
  const isAlerts = event === 'alert.created';
  const lines = content.items.map((item) =>
    item.type === 'alert.created' ? toAlert(item.data) : toApproval(item.data),
  );
  const rest = content.total - lines.length;
  const more = rest > 0 ? `… and ${rest} more.` : '';
  const place = options.publicUrl && `${options.publicUrl.replace(/\/$/, '')}/${isAlerts ? 'alerts' : 'approvals'}`;
  return write(toSubject(isAlerts, lines, content), lines, place, options, more);
}

function toSubject(isAlerts: boolean, lines: Line[], { total, critical }: EmailContent): string {
  if (total === 1) return lines[0]!.title;
  if (!isAlerts) return `${total} requests wait for approval`;
  return critical === 0 ? `${total} alerts` : `${total} alerts, ${critical} of them critical`;
}

function toAlert({ id, severity, message, agentId, auditLogId, createdAt }: AlertNotice): Line {
  return {
    title: `${severity[0]!.toUpperCase()}${severity.slice(1)} alert: ${message}`,
    facts: [
      ['Agent', agentId ?? 'not named'],
      ['Log', auditLogId],
      ['Alert', id],
      ['At', createdAt],
    ],
  };
}

function toApproval({ request_id, agent_id, tool, reason, expires_at }: ApprovalNotice): Line {
  return {
    title: `${agent_id} asks for approval to run ${tool.name}`,
    facts: [
      ...(reason ? ([['Reason', reason]] as [string, string][]) : []),
      ['Request', request_id],
      ['Expires', expires_at],
    ],
  };
}

function write(
  title: string,
  lines: Line[],
  place: string | undefined,
  { organization }: ComposeOptions,
  more = '',
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const text = [
    `${organization}\n`,
    ...lines.map(({ title: head, facts }) =>
      [head, ...facts.map(([name, value]) => `  ${name}: ${value}`)].join('\n').concat('\n'),
    ),
    ...(more === '' ? [] : [`${more}\n`]),
    ...(place === undefined ? [] : [`${place}\n`]),
    `--\n${footer}`,
  ].join('\n');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font:15px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:640px;margin:0 auto;padding:24px">
<p style="color:#57606a">${escape(organization)}</p>
${lines.map(toHtml).join('\n')}
${more === '' ? '' : `<p>${escape(more)}</p>`}
${place === undefined ? '' : `<p><a href="${escape(place)}">Open in agentaudit</a></p>`}
<p style="color:#57606a;font-size:13px;border-top:1px solid #d0d7de;padding-top:12px">${footer}</p>
</body></html>`;
  return { subject: toOneLine(`[agentaudit] ${title}`), text, html };
}

function toHtml({ title, facts }: Line): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td style="color:#57606a;padding-right:16px">${escape(name)}</td><td>${escape(value)}</td></tr>`,
  );
  return `<h2 style="font-size:17px;margin:20px 0 4px">${escape(title)}</h2><table role="presentation">${rows.join('')}</table>`;
}

function toOneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
  return line.length > subjectLength ? `${line.slice(0, subjectLength - 1)}…` : line;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
