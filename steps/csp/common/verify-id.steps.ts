/** Verification of IDs. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Party, World } from '../../support/world.ts';
import { expectOthersValid, expectReported, expectValid, verify } from './verify-id.ts';

When('{party} verifies', async function (this: World, party: Party, table: DataTable) {
  await verify(this, party, table.raw());
});

Given('{party} can verify {party}', async function (this: World, party: Party, other: Party) {
  await this.prerequisite('CSP-VID-001', async () => {
    this.expect.success(await verify(this, party, [['user', other.key]]));
  });
});

Then('{string} is reported with code {codes}', function (this: World, label: string, codes: number[]) {
  expectReported(this, label, codes);
});

Then('{party} is not reported as invalid', function (this: World, other: Party) {
  expectValid(this, other.user);
});

Then('it is observed whether all of it is valid', function (this: World) {
  const { code, result } = this.answer;
  const faults = (result?.DetailedResult ?? []).filter((detail) => detail.Code !== 200);
  if (code !== 200 && (code !== 201 || faults.length > 0)) {
    this.observe('code 200, or 201 with details of 200', this.notation(this.answer.primitive));
  }
});

Then('nothing but {string} is reported as invalid', function (this: World, label: string) {
  expectOthersValid(this, label);
});
