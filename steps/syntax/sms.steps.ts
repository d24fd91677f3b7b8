/** Plain text in short messages. */
import { Then } from '@cucumber/cucumber';
import { phoneOf } from '../support/short-messages.ts';
import type { World } from '../support/world.ts';

Then('every part begins with the digits of the version', function (this: World) {
  const digits = this.version.replace('.', '');
  const beginnings = phoneOf(this, this.party('A')).parts.map(({ data }) =>
    new TextDecoder().decode(data.subarray(0, 4)),
  );
  const strange = beginnings.find((text) => text !== `WV${digits}`);
  const observed = strange ?? `WV${digits}`;
  return this.about(['SYN-SMS-001'], () => this.expect.equal('beginning', observed, `WV${digits}`));
});
