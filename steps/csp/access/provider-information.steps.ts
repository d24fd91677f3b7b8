/** Information about the service provider. */
import { Then, When } from '@cucumber/cucumber';
import type { Party, World } from '../../support/world.ts';
import { isBase64 } from './capability.ts';

When('{party} asks for the service provider information', async function (this: World, party: Party) {
  this.keepAnswer(party, await party.client.getSPInfo());
});

When('the suite asks for the service provider information without a session', async function (this: World) {
  const party = this.party('A');
  this.keepAnswer(party, await party.client.getSPInfo({ sessionType: 'Outband', sessionId: null }));
});

Then('the answer is a GetSPInfo-Response with a Name', function (this: World) {
  const { Name } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  const place = this.place(this.answer, 'Name');
  this.expect.that((Name ?? '').trim() !== '', 'a Name', Name === undefined ? 'no Name' : 'an empty Name', place);
});

Then('the GetSPInfo-Response returns the ClientID of {party}', function (this: World, party: Party) {
  const { ClientID } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  const returned = this.expect.present('ClientID', ClientID, this.place(this.answer));
  this.expect.equal('ClientID', returned, party.client.clientId, this.place(this.answer, 'ClientID'));
});

Then('a Description in the answer is a text, and a URL in it a URL', function (this: World) {
  const { Description, URL: url } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  if (Description === undefined && url === undefined) {
    return this.nothingToSee('the provider shows neither description nor URL');
  }
  const text = Description ?? 'none';
  this.expect.that(text.trim() !== '', 'a Description', 'an empty Description', this.place(this.answer, 'Description'));
  const absolute = url === undefined || /^[a-z][a-z0-9+.-]*:\S+$/i.test(url.trim());
  this.expect.that(absolute, 'an absolute URL', `URL ${url}`, this.place(this.answer, 'URL'));
});

Then('a Logo in the answer has ContentType and ContentData', function (this: World) {
  const { Logo } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  if (Logo === undefined) return this.nothingToSee('the provider shows no Logo');
  const place = this.place(this.answer, 'Logo');
  this.expect.present('ContentType', Logo.ContentType, place);
  this.expect.present('ContentData', Logo.ContentData, place);
});

Then('its data is BASE64 where ContentEncoding says so, and wherever it is binary in XML', function (this: World) {
  const { Logo } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  if (Logo === undefined) return this.nothingToSee('the provider shows no Logo');
  const { ContentType = '', ContentEncoding, ContentData = '' } = Logo;
  const place = this.place(this.answer, 'Logo');
  const binary = !ContentType.toLowerCase().startsWith('text/');
  const encoded = ContentEncoding?.trim().toUpperCase() === 'BASE64';
  if (this.syntax === 'xml' && binary)
    this.expect.that(encoded, 'ContentEncoding BASE64', `ContentEncoding ${ContentEncoding ?? 'missing'}`, place);
  if (encoded) this.expect.that(isBase64(ContentData), 'BASE64 in ContentData', ContentData.slice(0, 40), place);
});
