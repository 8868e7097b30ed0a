type Shape =
  | 'text'
  | 'number'
  | 'yes or no'
  | 'list of texts'
  | 'text or list of texts'
  | 'event'
  | 'list of events'
  | 'scope';

const ofMatch: Record<string, Shape> = { actions: 'list of texts', tools: 'list of texts', where: 'text' };

const ofScope: Record<string, Shape> = {
  actions: 'list of texts',
  agentIds: 'list of texts',
  fields: 'list of texts',
};

/** What each field of any condition holds. */
const ofCondition: Record<string, Shape> = {
  entities: 'list of texts',
  minConfidence: 'number',
  minCount: 'number',
  keywords: 'list of texts',
  wholeWord: 'yes or no',
  caseSensitive: 'yes or no',
  pattern: 'text',
  flags: 'text',
  limit: 'number',
  windowSeconds: 'number',
  groupBy: 'text or list of texts',
  path: 'text',
  operator: 'text',
  value: 'number',
  aggregate: 'text',
  cel: 'text',
  steps: 'list of events',
  when: 'event',
  requires: 'event',
  followedBy: 'event',
  withinSeconds: 'number',
  scope: 'scope',
};

const words: Record<Shape, string> = {
  text: 'a text',
  number: 'a number',
  'yes or no': 'true or false',
  'list of texts': 'a list of texts',
  'text or list of texts': 'a text or a list of texts',
  event: 'an object with actions, tools or where',
  'list of events': 'a list of objects with actions, tools or where',
  scope: 'an object with actions, agentIds or fields',
};

/**
 * What a form could not show of a condition that was written by hand; `undefined` when it can show all of it. What
 * is unknown or out of bounds is for the server to say.
 */
export function findMisshapen(condition: Record<string, unknown>): string | undefined {
  const wrong = wrongField(condition, ofCondition);
  return wrong === undefined ? undefined : `${wrong} must be ${words[ofCondition[wrong]!]}.`;
}

function wrongField(value: Record<string, unknown>, shapes: Record<string, Shape>): string | undefined {
  return Object.keys(shapes).find((name) => Object.hasOwn(value, name) && !fits(value[name], shapes[name]!));
}

function fits(value: unknown, shape: Shape): boolean {
  switch (shape) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'yes or no':
      return typeof value === 'boolean';
    case 'list of texts':
      return isListOf(value, (item) => typeof item === 'string');
    case 'text or list of texts':
      return fits(value, 'text') || fits(value, 'list of texts');
    case 'event':
      return isObject(value) && wrongField(value, ofMatch) === undefined;
    case 'list of events':
      return isListOf(value, (item) => fits(item, 'event'));
    default:
      return isObject(value) && wrongField(value, ofScope) === undefined;
  }
}

function isListOf(value: unknown, fitsItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fitsItem);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
