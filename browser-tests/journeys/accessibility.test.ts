import { expect, test } from 'vitest';

import { lookAtScreens } from '../src/look-at-screens.ts';
import { screenPaths } from '../src/screens.ts';
import { visit, visitSignedIn } from '../src/visit.ts';

test('whoever is signed out finds every page accessible, in both themes', async () => {
  const { page } = await visit();
  expect(await lookAtScreens(page, screenPaths().public)).toEqual([]);
});

test('an empty account finds every screen accessible, in both themes', async () => {
  const { page } = await visitSignedIn();
  const paths = screenPaths().private.filter((path) => !path.includes('$'));
  expect(await lookAtScreens(page, paths)).toEqual([]);
});
