/** Delivery reports. */
import { Then, When } from '@cucumber/cucumber';
import { groupOf, toGroup } from '../../support/groups.ts';
import { DATE_AND_TIME, sendText, toUser } from '../../support/messages.ts';
import { sameUser } from '../../support/presence.ts';
import { awaitReport, keepId, reportsOf } from '../../support/waiting-messages.ts';
import { lookFor } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

Then(
  'the report has Result and MessageInfo, and its DeliveryTime, if there is one, is a date and time',
  async function (this: World) {
    const report = this.kept<Awaited<ReturnType<typeof awaitReport>>>('report');
    const { Result, MessageInfo, DeliveryTime } = report.value;
    await this.about(['CSP-DLR-003'], () => {
      this.expect.present('Result', Result, this.place(report));
      this.expect.present('MessageID', MessageInfo.MessageID, this.place(report, 'MessageInfo'));
      if (DeliveryTime === undefined) return;
      this.expect.that(
        DATE_AND_TIME.test(DeliveryTime),
        'DeliveryTime YYYYMMDDThhmmss',
        `DeliveryTime ${DeliveryTime}`,
        this.place(report, 'DeliveryTime'),
      );
    });
  },
);

Then('{party} got no delivery report of {string}', async function (this: World, party: Party, label: string) {
  await party.client.drain();
  this.expect.equal(`delivery reports of "${label}"`, reportsOf(this, party, label).length, 0);
});

Then(
  '{party} gets exactly one delivery report of {string}, about the group {string}',
  async function (this: World, party: Party, label: string, group: string) {
    await awaitReport(this, party, label);
    await party.client.drain();
    const reports = reportsOf(this, party, label);
    this.expect.equal(`delivery reports of "${label}"`, reports.length, 1);
    for (const report of reports) {
      const place = this.place(report, 'MessageInfo/Recipient');
      const { User = [], Group = [] } = report.value.MessageInfo.Recipient;
      this.expect.equal(
        'users named',
        User.flatMap(({ UserID }) => UserID ?? []),
        [],
        place,
      );
      const joined = Group.flatMap((one) => one.ScreenName?.SName ?? []);
      this.expect.equal('screen names named', joined, [], place);
      const id = groupOf(this, group);
      this.expect.some(`the group ${id}`, Group, (one) => sameUser(one.GroupID ?? '', id), place);
    }
  },
);

Then(
  '{party} gets delivery reports of {string} that cover {party} and {party}',
  async function (this: World, party: Party, label: string, one: Party, other: Party) {
    await awaitReport(this, party, label);
    const covers = (recipient: Party) => {
      const reports = reportsOf(this, party, label);
      const users = reports.flatMap((report) => report.value.MessageInfo.Recipient.User ?? []);
      return users.some(({ UserID }) => sameUser(UserID, recipient.user));
    };
    // Recipients confirm one by one, and so reports may come.
    await lookFor(this, party, 'DeliveryReport-Request', () => (covers(one) && covers(other) ? true : undefined));
    for (const recipient of [one, other]) {
      const count = reportsOf(this, party, label).length;
      this.expect.that(covers(recipient), `a report that covers ${recipient.user}`, `${count} report of others`);
    }
  },
);

When(
  '{party} sends {string} to the group {string} and asks for a report',
  async function (this: World, from: Party, label: string, group: string) {
    keepId(this, label, await sendText(this, from, toGroup(groupOf(this, group)), label, { report: true }));
  },
);

When(
  '{party} sends {string} to {party} and {party} and asks for a report',
  async function (this: World, from: Party, label: string, one: Party, other: Party) {
    keepId(this, label, await sendText(this, from, toUser(one.user, other.user), label, { report: true }));
  },
);

When(
  '{party} sends the text {string} to {party}, valid for {int} seconds, and asks for a report',
  async function (this: World, from: Party, label: string, to: Party, validity: number) {
    keepId(this, label, await sendText(this, from, toUser(to.user), label, { validity, report: true }));
  },
);
