import type { Scan } from '../text/scan.ts';
import { isWord } from '../text/characters.ts';
import type { Shadow } from '../text/shadow.ts';
import { detectorWords } from './detector-words.ts';
import { createNextEnds, endOfHiddenOrder, endOfLoadedImage, type NextEnds } from './injection-ends.ts';

/** Text that speaks to the model in place of its user. */
export interface Injection {
  start: number;
  end: number;
  confidence: number;
  /** What it tries, such as `override` or `system_prompt_probe`. */
  kind: string;
}

interface InjectionPattern {
  kind: string;
  /** Words that may begin it; the pattern is tried there. */
  starts: readonly string[];
  pattern: RegExp;
  /** What decides where the pattern cannot in linear time: from behind its match, where all of it ends, or -1. */
  endOf?: (text: string, from: number, next: NextEnds) => number;
  confidence: number;
}

const theRules =
  '(?:instructions?|prompts?|directions?|directives?|guidelines?|rules?|commands?|constraints?|policies|programming|training|messages?|context|conversation|safety|restrictions?)';
const upTo = (most: number) => `(?:\\s+[\\w',/-]+){0,${most}}?\\s+`;

// prettier-ignore
const patterns: readonly InjectionPattern[] = [
  { kind: 'override', confidence: 0.9, starts: ['ignore', 'disregard', 'forget', 'neglect', 'override', 'bypass', 'overlook', 'skip', 'discard'],
    pattern: new RegExp(`(?:ignore|disregard|forget|neglect|override|bypass|overlook|skip|discard)${upTo(3)}(?:previous|prior|above|earlier|preceding|foregoing|all|any|your|system|initial|original|existing|these|those|the|my)${upTo(3)}${theRules}`, 'iy') },
  { kind: 'override', confidence: 0.85, starts: ['ignore', 'disregard', 'forget'], pattern: /(?:ignore|disregard|forget)\s+(?:all\s+)?(?:everything|anything|what(?:ever)?)\s+(?:(?:you|that|was|were|i|we)\b.{0,20}\s)?(?:above|before|previous(?:ly)?|prior|told|said|instructed|learned|know)/iy },
  { kind: 'override', confidence: 0.75, starts: ['do not follow', "don't follow", 'stop following', 'do not obey', 'no longer bound', 'not bound by'], pattern: new RegExp(`(?:do not follow|don't follow|stop following|do not obey|no longer bound|not bound by)${upTo(4)}${theRules}`, 'iy') },
  { kind: 'override', confidence: 0.8, starts: ['new instructions', 'updated instructions', 'real instructions', 'new system prompt', 'system override', 'admin override'], pattern: /(?:new|updated|real)\s+(?:instructions?|system prompt)\s*(?::|are|from)|(?:system|admin)\s+override/iy },
  { kind: 'override', confidence: 0.85, starts: ['ignora', 'ignorez', 'ignoriere', 'vergiss', 'olvida', 'oubliez', 'oublie', 'dimentica', 'negeer'],
    pattern: /(?:ignora|ignorez|ignoriere|vergiss|olvida|oublie|oubliez|dimentica|negeer)(?:\s+[\p{L}']+){0,4}?\s+(?:instruc\p{L}*|anweisung\p{L}*|instruction\p{L}*|istruzion\p{L}*|indicacion\p{L}*|regl\p{L}*|regel\p{L}*|règl\p{L}*|instructies)/iuy },
  { kind: 'role_switch', confidence: 0.8, starts: ['you are now', 'act as', 'pretend to be', 'pretend you', 'roleplay as', 'from now on', 'simulate being', 'imagine you'],
    pattern: /(?:you are now|act as|pretend (?:to be|you(?:'re| are)?)|roleplay as|from now on,? you(?:'re| are| will)?|simulate being|imagine you(?:'re| are))\b.{0,60}?\b(?:dan\b|jailbr\w+|unrestricted|unfiltered|uncensored|no (?:restrictions?|rules|limits|filters?|guidelines)|without (?:any )?(?:restrictions?|rules|limits|filters?|ethic\w*|moral\w*)|developer mode|evil|not bound|do anything now|god mode|opposite)/iy },
  { kind: 'jailbreak', confidence: 0.85, starts: ['do anything now', 'developer mode', 'dan mode', 'jailbreak', 'god mode', 'stay in character as dan', 'sudo mode'],
    pattern: /do anything now|(?:enable|enter|activate|in|switch to|now in|you are in)?\s*(?:developer|dan|god|sudo) mode (?:enabled|on|activated|is|output|v?\d)|jailbreak(?:ed|ing)? (?:mode|prompt|yourself|the (?:model|system|ai|assistant)|this)|stay in character as dan/iy },
  { kind: 'system_prompt_probe', confidence: 0.8, starts: ['reveal', 'repeat', 'print', 'show', 'output', 'display', 'tell me', 'what is', "what's", 'what are', 'what were', 'leak', 'dump', 'share', 'give me', 'expose', 'disclose', 'recite', 'copy'],
    pattern: /(?:reveal|repeat|print|show|output|display|tell me|what(?:'s| is| are| were)|leak|dump|share|give me|expose|disclose|recite|copy)(?:\s+(?:me|us|out|back|verbatim|exactly|the|your|all|of|full|entire|complete|exact|original|initial|hidden|secret|internal)){0,5}\s+(?:(?:your|the)\s+)?(?:(?:system|initial|hidden|original|developer|secret|internal)\s+(?:prompt|instructions?|message|configuration|rules)|(?:prompt|instructions?)\s+(?:verbatim|above|you were given|given to you))/iy },
  { kind: 'system_prompt_probe', confidence: 0.75, starts: ['repeat', 'print', 'output', 'copy'], pattern: /(?:repeat|print|output|copy)\s+(?:everything|all|the (?:text|words|content))\s+(?:above|before|preceding|from the (?:beginning|start))/iy },
  { kind: 'chat_template', confidence: 0.85, starts: ['<|im_start|>', '<|im_end|>', '<|system|>', '<|endoftext|>', '[inst]', '<<sys>>', '<|start_header_id|>', '<|begin_of_text|>', '<start_of_turn>'], pattern: /<\|(?:im_start|im_end|system|endoftext|start_header_id|begin_of_text)\|>|\[INST\]|<<SYS>>|<start_of_turn>/iy },
  { kind: 'chat_template', confidence: 0.6, starts: ['### system', '### instruction', 'system:', '[system]', '<system>'], pattern: /(?:###\s*(?:system|instruction)s?\s*:|(?<=^|\n)\s*system:\s*(?:you|ignore|new|override|the)|\[system\]\s*(?:you|ignore|new|override|message)|<system>\s*(?:you|ignore|new|override))/iy },
  { kind: 'exfiltration', confidence: 0.85, starts: ['!['], pattern: /!\[[^\]\n]{0,100}\]\(https?:\/\//iy, endOf: endOfLoadedImage },
  { kind: 'exfiltration', confidence: 0.75, starts: ['send', 'forward', 'post', 'upload', 'exfiltrate', 'email', 'transmit'], pattern: /(?:send|forward|post|upload|exfiltrate|email|transmit)\s+(?:(?:me|us|all|the|your|this|these|any|every|user'?s?|their|entire|full|private|secret|sensitive|confidential|api|access|system|chat|conversation)\s+){1,6}(?:credentials?|passwords?|secrets?|api keys?|keys?|tokens?|conversation|history|prompt|data|files?|contents?|emails?|messages?)\s+to\s+(?:https?:|www\.|[\w.+-]+@|this (?:url|address|server|endpoint))/iy },
  { kind: 'concealment', confidence: 0.75, starts: ['do not tell', "don't tell", 'without telling', 'do not mention', "don't mention", 'do not inform', 'without informing', 'hide this', 'never mention'], pattern: /(?:(?:do not|don't|without|never)\s+(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|alert(?:ing)?)|hide this from)\s+(?:this\s+)?(?:(?:to\s+)?the\s+)?(?:user|human|owner|operator|anyone|admin\w*)/iy },
  { kind: 'hidden_instruction', confidence: 0.7, starts: ['<!--'], pattern: /<!--/y, endOf: endOfHiddenOrder },
  { kind: 'hidden_instruction', confidence: 0.7, starts: ['attention ai', 'note to ai', 'dear ai', 'instructions for ai', 'instruction for the ai', 'instructions for the ai', 'if you are an ai', 'if you are a language model', 'if you are an llm', 'important message to the ai', 'note to the assistant', 'message to the model'], pattern: /(?:attention ai|(?:note|important message|message) to (?:the )?(?:ai|assistant|model)|dear ai|instructions? for (?:the )?ai|if you are an? (?:ai|language model|llm))\b/iy },
  { kind: 'obfuscation', confidence: 0.7, starts: ['decode', 'base64'], pattern: /(?:decode (?:the following|this) (?:base64|rot13|hex)|base64[- ]decode (?:this|the following)).{0,60}(?:and|then) (?:follow|execute|do|run|obey|act)/iy },
];

/** The words that injection patterns begin with, and the patterns of each. */
export const injectionStarts: readonly { word: string; patterns: readonly InjectionPattern[] }[] = [
  ...new Set(patterns.flatMap(({ starts }) => starts)),
].map((word) => ({ word, patterns: patterns.filter(({ starts }) => starts.includes(word)) }));

const none: readonly number[] = [];

/** Of a scan for detectors, in pairs: a word by index into `injectionStarts`, and where it ends. */
export function injectionHits({ words, ends, hits }: Scan): readonly number[] {
  let pairs: number[] | null = null;
  for (let hit = 0; hit < hits; hit++)
    if (words[hit]! >= detectorWords.length) (pairs ??= []).push(words[hit]! - detectorWords.length, ends[hit]!);
  return pairs ?? none;
}

/** Attempts in a text, in order. `hits` are those of `injectionHits`. */
export function findInjections(shadow: Shadow, hits: readonly number[]): Injection[] {
  const found: Injection[] = [];
  const { text } = shadow;
  const next = createNextEnds();
  let edge = 0;
  for (let hit = 0; hit < hits.length; hit += 2) {
    const entry = injectionStarts[hits[hit]!]!;
    const start = hits[hit + 1]! - entry.word.length;
    if (start < edge || (start > 0 && isWord(text.charCodeAt(start - 1)) && isWord(entry.word.charCodeAt(0)))) continue;
    for (const { pattern, endOf, kind, confidence } of entry.patterns) {
      pattern.lastIndex = start;
      if (!pattern.test(text)) continue;
      const end = endOf ? endOf(text, pattern.lastIndex, next) : pattern.lastIndex;
      if (end === -1) continue;
      edge = end;
      found.push({ start: shadow.startOf(start), end: shadow.endOf(edge), confidence, kind });
      break;
    }
  }
  return found;
}
