import { navigation } from '../../app/navigation.ts';
import { goKeys } from './go-keys.ts';
import { paletteKeys } from './key-names.ts';

export interface Shortcut {
  keys: readonly string[];
  does: string;
}

/** All shortcuts, by where they work. */
export const shortcuts: readonly { where: string; keys: readonly Shortcut[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      { keys: paletteKeys, does: 'Find a page, an action or a pasted id' },
      { keys: ['?'], does: 'Show these shortcuts' },
      { keys: ['/'], does: 'Go to the search field of the page' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    where: 'Go to',
    keys: Object.entries(goKeys).map(([key, to]) => ({ keys: ['g', key], does: nameOf(to) })),
  },
  {
    where: 'Audit logs',
    keys: [
      { keys: ['↓'], does: 'Next log' },
      { keys: ['↑'], does: 'Previous log' },
      { keys: ['Enter'], does: 'Open the log' },
      { keys: ['j'], does: 'Older, in an open log' },
      { keys: ['k'], does: 'Newer, in an open log' },
      { keys: ['j'], does: 'Older log, while one is open' },
      { keys: ['k'], does: 'Newer log, while one is open' },
    ],
  },
  {
    where: 'A trace',
    keys: [
      { keys: ['.'], does: 'Next step' },
      { keys: [','], does: 'Previous step' },
      { keys: ['>'], does: 'Next error, verdict or approval' },
      { keys: ['<'], does: 'Previous error, verdict or approval' },
      { keys: ['p'], does: 'Play or pause' },
      { keys: ['→'], does: 'Unfold' },
      { keys: ['←'], does: 'Fold, or go to the parent' },
    ],
  },
  {
    where: 'Approvals',
    keys: [
      { keys: ['a'], does: 'Approve: asks once more' },
      { keys: ['e'], does: 'Edit the arguments' },
      { keys: ['r'], does: 'Reject: asks for a reason' },
      { keys: ['s'], does: 'Skip: asks once more' },
    ],
  },
];

/** All but one are in the side bar. */
function nameOf(path: string): string {
  return navigation.find(({ to }) => to === path)?.label ?? 'Members';
}
