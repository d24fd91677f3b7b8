/** Dates and times: CSP writes the basic form of ISO 8601, SSP the extended one and reads both (ssp, section 8.3). */

const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(.*)$/;

/** The extended form, with seconds; a text that is no date stays as it is. */
export function extendedDate(basic: string): string {
  const match = BASIC.exec(basic);
  if (match === null) return basic;
  const [, year, month, day, hour, minute, second = '00', zone] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
}

/** The basic form, with seconds and without fractions; another time zone than Z is counted into UTC. */
export function basicDate(text: string): string {
  const bare = text.replace(/[.,]\d+/, '');
  const offset = /([+-])(\d{2}):?(\d{2})?$/.exec(bare.slice(bare.indexOf('T')));
  if (offset !== null) {
    const [whole, sign, hours, minutes = '00'] = offset;
    const local = Date.parse(`${extendedDate(compact(bare.slice(0, -whole.length)))}Z`);
    if (!Number.isNaN(local)) {
      const shift = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
      return compact(new Date(local - shift).toISOString().replace(/\.\d+/, ''));
    }
  }
  return compact(bare);
}

function compact(text: string): string {
  const [date = '', time = ''] = text.split('T');
  const basic = `${date.replaceAll('-', '')}T${time.replaceAll(':', '')}`;
  const match = BASIC.exec(basic);
  if (match === null) return text;
  const [, year, month, day, hour, minute, second = '00', zone] = match;
  return `${year}${month}${day}T${hour}${minute}${second}${zone}`;
}
