/** How one provider writes its tokens: how they begin, and what must follow. */
export interface SecretFormat {
  kind: string;
  starts: readonly string[];
  /** Sticky, from the start of the token, case and all. */
  pattern: RegExp;
}

/** kind, beginnings (`|` between them), what follows, as a regular expression. */
type Row = readonly [kind: string, starts: string, rest: string];

const w = '[A-Za-z0-9]';
const u = '[A-Za-z0-9_-]';
const hex = '[0-9a-f]';

/** From the formats that the providers publish. */
// prettier-ignore
const rows: readonly Row[] = [
  ['agentaudit', 'aa_live_|aa_test_', `${u}{24,120}`],
  ['openai', 'sk-proj-|sk-svcacct-|sk-admin-|sk-None-', `${u}{20,200}`],
  ['anthropic', 'sk-ant-', `${u}{20,200}`],
  ['openrouter', 'sk-or-v1-', `${hex}{40,80}`],
  ['langsmith', 'lsv2_pt_|lsv2_sk_', `${hex}{32}_${hex}{10}`],
  ['langfuse', 'sk-lf-', `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`],
  ['openai_old', 'sk-', `(?=${u}{0,99}\\d)(?=${u}{0,99}[A-Za-z])${w}{20,64}`],
  ['groq', 'gsk_', `${w}{40,64}`],
  ['xai', 'xai-', `${w}{40,100}`],
  ['perplexity', 'pplx-', `${w}{40,64}`],
  ['hugging_face', 'hf_|api_org_', `[A-Za-z0-9]{30,44}`],
  ['replicate', 'r8_', `${w}{30,44}`],
  ['pinecone', 'pcsk_', `${u}{40,80}`],
  ['aws_akid', 'AKIA|ASIA|ABIA|ACCA', '[A-Z0-9]{16}'],
  ['aws_bedrock', 'ABSKQmVkcm9ja0FQSUtleS', '[A-Za-z0-9+/=]{20,300}'],
  ['github', 'ghp_|gho_|ghu_|ghs_|ghr_', `${w}{36,255}`],
  ['github', 'ghs_', `\\d{1,20}_eyJ${u}{8,4000}\\.${u}{8,4000}\\.${u}{10,2000}`],
  ['github_fg', 'github_pat_', '[A-Za-z0-9_]{36,255}'],
  ['gitlab', 'glpat-|gldt-|glrt-|glptt-|glcbt-|glft-|glsoat-|glimt-|glagent-|gloas-|glffct-', '[A-Za-z0-9_.=-]{20,300}'],
  ['bitbucket', 'ATBB', `${w}{28,40}`],
  ['atlassian', 'ATATT3|ATCTT3', '[A-Za-z0-9_=-]{40,300}'],
  ['slack', 'xoxb-|xoxp-|xoxa-|xoxr-|xoxs-|xoxe-|xoxo-|xoxc-|xoxd-', '[A-Za-z0-9-]{10,200}'],
  ['slack', 'xoxe.xox', '[bp]-[A-Za-z0-9-]{10,250}'],
  ['slack', 'xapp-', '\\d-[A-Za-z0-9-]{20,250}'],
  ['slack_hook', 'https://hooks.slack.com/|http://hooks.slack.com/', '(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,120}'],
  ['discord_hook', 'https://discord.com/api/webhooks/|https://discordapp.com/api/webhooks/', '\\d{15,20}/[A-Za-z0-9_-]{50,80}'],
  ['stripe', 'sk_live_|sk_test_|rk_live_|rk_test_|sk_prod_|rk_prod_', `${w}{16,250}`],
  ['webhook', 'whsec_', '[A-Za-z0-9+/=]{24,88}'],
  ['google', 'AIza', `${u}{35}`],
  ['google_oauth', 'GOCSPX-', `${u}{28}`],
  ['google_oauth', 'ya29.', `${u}{30,300}`],
  ['sendgrid', 'SG.', `${u}{16,32}\\.${u}{30,64}`],
  ['brevo', 'xkeysib-', `${hex}{64}-${w}{16}`],
  ['mailgun', 'key-', `${hex}{32}`],
  ['twilio', 'SK', `${hex}{32}`],
  ['telegram', ':AA', `${u}{32,33}`],
  ['npm', 'npm_', `${w}{36}`],
  ['pypi', 'pypi-', `${u}{50,300}`],
  ['rubygems', 'rubygems_', `${hex}{48}`],
  ['crates', 'cio', `${w}{32}`],
  ['docker', 'dckr_pat_|dckr_oat_', `${u}{27,40}`],
  ['digitalocean', 'dop_v1_|doo_v1_|dor_v1_', `${hex}{64}`],
  ['shopify', 'shpat_|shpss_|shpca_|shppa_', `${w}{32}`],
  ['doppler', 'dp.pt.|dp.st.|dp.ct.|dp.sa.|dp.scim.|dp.audit.', '[A-Za-z0-9_.-]{40,64}'],
  ['databricks', 'dapi', `${hex}{32}(?:-\\d)?`],
  ['vault', 'hvs.|hvb.|hvr.', `${u}{24,300}`],
  ['terraform', '.atlasv1.', `${u}{60,70}`],
  ['linear', 'lin_api_|lin_oauth_', `${w}{32,64}`],
  ['notion', 'ntn_|secret_', `${w}{40,50}`],
  ['figma', 'figd_', `${u}{36,48}`],
  ['airtable', 'pat', `${w}{14}\\.${hex}{64}`],
  ['hubspot', 'pat-na1-|pat-eu1-', `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`],
  ['square', 'sq0atp-|sq0csp-|sq0idp-', `${u}{22,43}`],
  ['square', 'EAAA', `${u}{60}`],
  ['newrelic', 'NRAK-|NRJS-|NRII-', '[A-Za-z0-9-]{19,40}'],
  ['sentry', 'sntrys_|sntryu_', '[A-Za-z0-9_+/=-]{40,300}'],
  ['grafana', 'glsa_|glc_', '[A-Za-z0-9_+/=]{30,300}'],
  ['postman', 'PMAK-', `${hex}{24}-${hex}{34}`],
  ['heroku', 'HRKU-', `${u}{36,70}`],
  ['netlify', 'nfp_', `${w}{36,40}`],
  ['vercel', 'vercel_blob_rw_|vcp_|vci_|vca_', `${u}{24,80}`],
  ['supabase', 'sbp_|sb_secret_', `${u}{20,60}`],
  ['planetscale', 'pscale_tkn_|pscale_pw_|pscale_oauth_', '[A-Za-z0-9_.=-]{32,64}'],
  ['pulumi', 'pul-', `${hex}{40}`],
  ['prefect', 'pnu_', `${w}{36}`],
  ['fly', 'FlyV1 fm|fo1_', `${u}{20,500}`],
  ['age', 'AGE-SECRET-KEY-1', '[0-9A-Z]{58}'],
  ['tailscale', 'tskey-', '[a-z]+-[A-Za-z0-9]{8,40}-[A-Za-z0-9]{16,64}'],
  ['onepassword', 'ops_eyJ', '[A-Za-z0-9+/=]{100,2000}'],
  ['sourcegraph', 'sgp_', '(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}'],
  ['buildkite', 'bkua_', `${hex}{40}`],
  ['circleci', 'CCIPAT_', `${w}{20,24}_${hex}{40}`],
  ['typeform', 'tfp_', '[A-Za-z0-9_.=-]{40,70}'],
  ['readme', 'rdme_', `${w}{60,80}`],
  ['contentful', 'CFPAT-', `${u}{43}`],
  ['easypost', 'EZAK|EZTK', `${w}{54}`],
  ['duffel', 'duffel_live_|duffel_test_', `${u}{43}`],
  ['shippo', 'shippo_live_|shippo_test_', `${hex}{40}`],
  ['razorpay', 'rzp_live_|rzp_test_', `${w}{14}`],
  ['flutterwave', 'FLWSECK_TEST-|FLWSECK-', `${w}{12,60}(?:-X)?`],
  ['alibaba', 'LTAI', `${w}{12,24}`],
  ['tencent', 'AKID', `${w}{32}`],
  ['adafruit', 'aio_', `${w}{28}`],
  ['wakatime', 'waka_', `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`],
  ['dynatrace', 'dt0c01.', '[A-Z0-9]{24}\\.[A-Z0-9]{64}'],
  ['mapbox', 'sk.eyJ', `${u}{30,200}\\.${u}{15,40}`],
  ['facebook', 'EAAG|EAAC|EAAB', `${w}{60,300}`],
  ['nuget', 'oy2', '[a-z0-9]{43}'],
  ['infracost', 'ico-', `${w}{32}`],
  ['clickup', 'pk_', '\\d{6,10}_[A-Z0-9]{32}'],
  ['asaas', '$aact_', '[A-Za-z0-9_:=+/-]{60,200}'],
  ['jwt', 'eyJ', `${u}{8,4000}\\.eyJ?${u}{4,8000}\\.${u}{10,2000}`],
];

const escapeForPattern = (text: string) => text.replace(/[$.*+?^(){}|[\]\\/]/g, '\\$&');

export const secretFormats: readonly SecretFormat[] = rows.map(([kind, starts, rest]) => {
  const beginnings = starts.split('|');
  return {
    kind,
    starts: beginnings,
    pattern: new RegExp(`(?:${beginnings.map(escapeForPattern).join('|')})${rest}(?![A-Za-z0-9])`, 'y'),
  };
});
