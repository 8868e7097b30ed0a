import Module from 'node:module';

type Found = (value: unknown) => void;

interface Target {
  files: RegExp;
  /** A line for the end of a module's source that tells of the names it declares at its top. */
  addendum: string;
}

const key = Symbol.for('agentaudit.auto.1');
const found = ((globalThis as { [key]?: Record<string, Found> })[key] ??= {});
const targets: Target[] = [];

/** Calls back with what modules in these files declare by these names, right when they are loaded, as ESM or CommonJS. */
export function onLoad(id: string, files: RegExp, names: string[], onFound: Found): void {
  // One module may name again what another declares.
  const seen = new Set<unknown>();
  found[id] = (value) => {
    if (!seen.has(value)) onFound(value);
    seen.add(value);
  };
  const tell = `globalThis[Symbol.for('agentaudit.auto.1')][${JSON.stringify(id)}]`;
  const lines = names.map((name) => `if (typeof ${name} === 'function') ${tell}(${name});`);
  const target = { files, addendum: `\n;${lines.join(' ')}\n` };
  if (targets.push(target) === 1) install();
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- not before Node 22.15
  if (!Module.registerHooks) registerForNode20(target);
}

function install(): void {
  patchCommonJs();
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- as above
  Module.registerHooks?.({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const { source, format } = loaded;
      if (format !== 'module' || source === null || source === undefined) return loaded;
      const addendum = addendumFor(url);
      if (!addendum) return loaded;
      return { ...loaded, source: (typeof source === 'string' ? source : new TextDecoder().decode(source)) + addendum };
    },
  });
}

/** What the source of a file grows by. */
function addendumFor(file: string): string {
  const path = file.replaceAll('\\', '/');
  return targets.find(({ files }) => files.test(path))?.addendum ?? '';
}

type Compile = (this: unknown, content: string, filename: string, ...rest: unknown[]) => unknown;

function patchCommonJs(): void {
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  prototype._compile = function (content, filename, ...rest) {
    return compile.call(this, content + addendumFor(filename), filename, ...rest);
  };
}

/** There the hooks of ES modules run in a thread of their own, and know no more than their source says. */
function registerForNode20({ files, addendum }: Target): void {
  const loader = `export async function load(url, context, nextLoad) {
    const loaded = await nextLoad(url, context);
    const { source } = loaded;
    if (source === null || source === undefined || !${String(files)}.test(url)) return loaded;
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    return { ...loaded, source: text + ${JSON.stringify(addendum)} };
  }`;
  Module.register(`data:text/javascript,${encodeURIComponent(loader)}`);
}
