/** Registration and automatic login. */
import { Then, When } from '@cucumber/cucumber';
import { logIn } from '../../support/login.ts';
import type { World } from '../../support/world.ts';
import { logInByNumber } from './registration.ts';

When('the suite logs in without UserID and Password', async function (this: World) {
  await logIn(this, this.party('A'), { userId: null, password: null });
});

Then('the Login-Response holds UserID and Password', function (this: World) {
  const { UserID, Password } = this.answer.as('Login-Response') as {
    readonly UserID?: string;
    readonly Password?: string;
  };
  this.expect.present('UserID', UserID, this.place(this.answer));
  this.expect.that((Password ?? '') !== '', 'a Password', 'no Password', this.place(this.answer));
});

When('the phone user logs in by the number the network vouches for', async function (this: World) {
  await logInByNumber(this, { vouched: true });
});

When('the phone user logs in by a number that nobody vouches for', async function (this: World) {
  await logInByNumber(this, { vouched: false });
});
