// `#platform` is chosen by the runtime, so each is weighed as its bundlers see it.
const web = (config) => ({ ...config, platform: 'browser' });
const node = (config) => ({ ...config, platform: 'node' });

const recorder = { path: 'dist/recorder.js', import: '{ AgentAuditRecorder }', gzip: true };
const client = { path: 'dist/index.js', import: '{ AgentAuditClient }', gzip: true };

export default [
  { ...recorder, name: 'recorder, web and edge, gzipped', limit: '11 kB', modifyRolldownConfig: web },
  { ...recorder, name: 'recorder, Node, gzipped', limit: '13.5 kB', modifyRolldownConfig: node },
  { ...client, name: 'whole client, web and edge, gzipped', limit: '18 kB', modifyRolldownConfig: web },
  { ...client, name: 'whole client, Node, gzipped', limit: '20 kB', modifyRolldownConfig: node },
];
