import { expect, test } from 'vitest';
import { labServer } from './lab-server.ts';

test.each([
  ['spn-on-user', 'CONTOSO\\svc-old'],
  ['spn-duplicate', 'CONTOSO\\svc-old'],
  ['spn-on-application-identity', 'CONTOSO\\svc-appid'],
])('with %s the owner that the directory knows by its distinguished name is told and commanded as %s', async (fault, account) => {
  const server = await labServer([fault]);
  try {
    const { document } = await server.plan();
    const removals = document.changes.flatMap(({ edit }) => (edit?.kind === 'spn.remove' ? [edit.account] : []));
    expect([...new Set(removals)]).toEqual([account]);
    expect(document.findings[0]?.evidence).toContain(`on ${account}`);
  } finally {
    await server.remove();
  }
});
