import { disclaimer, packRule, type RulePack } from './rule-pack.ts';

/** Examples are put together here, so that no text in the source looks like a token. */
const token = (...parts: string[]) => parts.join('');
const mixed = 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY';

// prettier-ignore
export const secretsPack: RulePack = {
  id: 'secrets',
  name: 'Secrets',
  description: `Passwords, keys and tokens of more than eighty providers in prompts, answers and tool calls, and where they go. ${disclaimer}`,
  rules: [
    packRule('secret', 'Password, key or token', 'pii_detect', { entities: ['SECRET'] }, {
      severity: 'critical', citation: 'OWASP LLM02:2025; CWE-798; PCI DSS 4.0.1 8.6.2', description: 'Found by a provider’s own format, in a private key, a URL, or behind a name such as `api_key`.',
      positive: [token('gh', 'p_', mixed, 'Zx12'), token('AK', 'IA', 'Q3KXBMPLQ7RSTUVW'), 'postgres://app:s3cr3t-Pa55@db.internal/main', 'client_secret: "8f3kLm29sQxT71vbNw0R"'],
      negative: ['apiKey: process.env.API_KEY', '"password": "********"', 'commit fccd268a29a0d347301ef56e64dc3cd6089065c3', 'The token limit is 8192 tokens.'] }),
    packRule('secret-in-answer', 'Secret in an answer', 'pii_detect', { entities: ['SECRET'], minConfidence: 0.9, scope: { fields: ['response'] } }, {
      severity: 'critical', citation: 'OWASP LLM02:2025; LLM07:2025', description: 'The model or a tool gave a secret away.',
      positive: [{ action: 'llm_call', response: token('The key is sk', '-ant-', 'api03-', mixed, mixed) }], negative: [{ action: 'llm_call', prompt: token('sk', '-ant-', 'api03-', mixed, mixed), response: 'Thanks.' }] }),
    packRule('secret-then-egress', 'Secret, then the network', 'sequence', { steps: [{ where: "'SECRET' in found" }, { actions: ['tool_use'], tools: ['*http*', '*fetch*', '*request*', '*post*', '*upload*', '*send*', '*email*', '*webhook*', '*browse*'] }], withinSeconds: 3600 }, {
      severity: 'critical', citation: 'OWASP LLM02:2025; ISO/IEC 27001:2022 A.8.12', description: 'A secret came up in this trace, and then something is sent out.',
      positive: [[{ action: 'tool_use', traceId: 't', response: 'password: "Tr0ub4dor&3"' }, { action: 'tool_use', traceId: 't', metadata: { tool: 'http_post' } }]],
      negative: [{ action: 'tool_use', traceId: 't', metadata: { tool: 'http_post' } }] }),
    packRule('credential-file', 'Credential file read', 'keyword_match', { keywords: ['/etc/shadow', '.aws/credentials', '.ssh/id_rsa', '.ssh/id_ed25519', '.docker/config.json', '.kube/config', '.npmrc', '.pypirc', '.netrc', '.pgpass', '.git-credentials', 'secrets.yaml', 'secrets.yml', 'service-account.json', '.env.production', '/proc/self/environ'], scope: { actions: ['tool_use'] } }, {
      severity: 'warning', citation: 'CWE-522; MITRE ATT&CK T1552.001', description: 'A tool reaches for a file where credentials live.',
      positive: [{ action: 'tool_use', prompt: '{"path":"~/.aws/credentials"}' }], negative: [{ action: 'tool_use', prompt: '{"path":"/srv/app/readme.md"}' }] }),
    packRule('environment-dump', 'Environment dumped', 'regex_match', { pattern: '(^|[;&|]\\s{0,3}|["\'])(printenv|env \\||set \\||export -p|get-childitem env:|os\\.environ\\b)', flags: 'i', scope: { actions: ['tool_use'] } }, {
      severity: 'warning', citation: 'MITRE ATT&CK T1082, T1552', description: 'A tool prints all environment variables, keys among them.',
      positive: [{ action: 'tool_use', prompt: 'printenv' }], negative: [{ action: 'tool_use', prompt: 'ls -la' }] }),
    packRule('default-credential', 'Default credentials', 'keyword_match', { keywords: ['admin:admin', 'admin:password', 'admin:123456', 'admin:changeme', 'admin/admin', 'root:root', 'root:toor', 'root:password', 'root/root', 'postgres:postgres', 'guest:guest', 'guest/guest', 'test:test', 'sa:sa', 'user:password', 'oracle:oracle', 'pi:raspberry', 'tomcat:tomcat'], wholeWord: true }, {
      severity: 'warning', citation: 'CWE-1392; PCI DSS 4.0.1 2.2.2', description: 'A login that every attacker tries first.',
      positive: ['log in as admin:admin'], negative: ['the admin panel of the tool'] }),
    packRule('secret-asked-for', 'Secret asked for', 'regex_match', { pattern: "\\b(what is|what's|tell me|give me|send me|share|paste|provide|enter) (me )?(your|the|my) ((api|access|secret|private|root|admin|database|current) )?(password|passphrase|api key|secret key|access key|private key|credentials|recovery phrase|seed phrase)\\b", flags: 'i', scope: { fields: ['response'] } }, {
      severity: 'warning', citation: 'OWASP LLM02:2025', description: 'An agent asks a person for a secret.',
      positive: [{ action: 'llm_call', response: 'Please give me your password so I can continue.' }], negative: [{ action: 'llm_call', response: 'Reset your password on the account page.' }] }),
    packRule('many-secrets', 'Many secrets at once', 'pii_detect', { entities: ['SECRET'], minCount: 5 }, {
      severity: 'critical', citation: 'OWASP LLM02:2025; ISO/IEC 27001:2022 A.8.12', description: 'Five or more in one event look like a dump.',
      positive: [Array.from({ length: 6 }, (_, index) => `DB${index}_PASSWORD="s3cr3t-Pa55-${index}${index}x"`).join('\n')], negative: ['password: "Tr0ub4dor&3"'] }),
  ],
};
