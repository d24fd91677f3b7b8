/** The file of a laboratory: what is refused, and where its words show. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../bundle/open.ts';
import { writeBundle } from '../bundle/write.ts';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import { type LaboratoryFile, loadLaboratory } from '../conformance/laboratory/laboratory.ts';
import { certificatePage } from '../report/certificate/page.ts';
import { consoleLines } from '../report/console/console.ts';
import { junit } from '../report/junit.ts';
import { markdown } from '../report/markdown.ts';
import { outline } from '../report/outline.ts';
import { pullRequest } from '../report/pull-request.ts';
import { obstaclesTo } from '../results/certification.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { attachmentsOf, keepAttachments, laboratoryFor } from './laboratory.ts';
import { faultIn } from './schemas.ts';

const folder = mkdtempSync(join(tmpdir(), 'impsc-laboratory-'));
const file = join(folder, 'server.laboratory.yaml');
writeFileSync(join(folder, 'queue.png'), 'a picture');
writeFileSync(join(folder, 'trace.log'), 'login of alice with correct-horse-1');
mkdirSync(join(folder, 'logs'));
symlinkSync(process.execPath, join(folder, 'away'));

function loaded(text: string, secrets: readonly string[] = []): LaboratoryFile {
  writeFileSync(file, text);
  return loadLaboratory(file, { catalogue, secrets, today: '2026-12-01' });
}
const refusal = (text: string, secrets?: readonly string[]) => {
  try {
    loaded(text, secrets);
  } catch (error) {
    return String((error as Error).message).replaceAll(folder, '');
  }
  return 'taken';
};
const waiver = (change: string) =>
  `waivers:\n  - { requirement: CSP-KA-001, reason: accepted for now, owner: Ada, date: 2026-11-24${change} }\n`;
const remark = (rest: string) => `remarks:\n  - { requirement: CSP-KA-001, text: seen, ${rest} }\n`;
const WHOLE = `${waiver(', link: "https://t.example/1"')}${remark('by: Ada, attachments: [queue.png]')}`;

describe('the file of a laboratory', () => {
  it('is read with its attachments, and lies beside the ICS/IXIT file', () => {
    const { waivers, remarks, attachments } = loaded(WHOLE);
    expect(waivers).toEqual([
      {
        requirement: 'CSP-KA-001',
        reason: 'accepted for now',
        owner: 'Ada',
        date: '2026-11-24',
        link: 'https://t.example/1',
      },
    ]);
    const [attached] = remarks[0]?.attachments ?? [];
    expect(attached).toMatchObject({ name: expect.stringMatching(/^attachments\/[0-9a-f]{8}-queue\.png$/), size: 9 });
    expect([...attachments.keys()]).toEqual([attached?.name]);
    expect(laboratoryFor({})).toBeUndefined();
    expect(laboratoryFor({ laboratory: file })?.waivers).toHaveLength(1);
    expect(laboratoryFor({ iut: join(folder, 'other.yaml') })).toBeUndefined();
  });

  it.each([
    ['', 'the laboratory file is empty'],
    ['{}\n', 'does not fit'],
    ['waivers: 7\n', ':1:10: waivers: 7 is a number'],
    [waiver('').replace(', owner: Ada', ''), ':2:5: waivers[0]: the key "owner" is missing: who decided it'],
    [waiver('').replace(', date: 2026-11-24', ''), 'the key "date" is missing'],
    [waiver('').replace('accepted for now', 'short'), 'waivers[0].reason: "short" does not fit'],
    [waiver('').replace('2026-11-24', '2026-02-30'), 'waivers[0].date: 2026-02-30 is no day'],
    [waiver('').replace('2026-11-24', '24.11.2026'), 'waivers[0].date: "24.11.2026" does not fit'],
    [waiver('').replace('2026-11-24', '2026-12-02'), 'waivers[0].date: 2026-12-02 lies in the future'],
    [waiver(', until: 2027'), 'waivers[0].until: unknown key'],
    [waiver(', link: tracker'), 'waivers[0].link: "tracker" does not fit'],
    [waiver('').replace('KA-001', 'KA-0001'), ':2:20: waivers[0].requirement: there is no requirement CSP-KA-0001'],
    [waiver('') + waiver('').split('\n')[1], ':3:20: waivers[1].requirement: CSP-KA-001 stands twice'],
    [remark('attachments: [none.png]'), 'remarks[0].attachments[0]: none.png: there is no such file'],
    [remark('attachments: [../other]'), 'attachments[0]: ../other: it lies outside the folder'],
    [remark('attachments: [/etc/hostname]'), 'it lies outside the folder'],
    [remark('attachments: [away]'), 'away: it lies outside the folder'],
    [remark('attachments: [logs]'), 'logs: it is no file'],
    [remark('attachments: [queue.png, queue.png]'), 'the same entry stands twice'],
  ])('is refused with line and key: %j', (text, why) => {
    expect(refusal(text)).toContain(why);
  });

  it('keeps no secret', () => {
    const secrets = ['correct-horse-1'];
    expect(refusal(remark('attachments: [trace.log]'), secrets)).toContain('trace.log: it holds a password');
    const { remarks } = loaded(
      `remarks:\n  - { requirement: CSP-KA-001, text: said correct-horse-1 twice }\n`,
      secrets,
    );
    expect(remarks[0]?.text).toBe('said *************** twice');
  });
});

describe('waivers and remarks', () => {
  const { waivers, remarks, attachments } = loaded(WHOLE);
  const results = { ...sampleResults({ configurations: ['1.2-xml'] }), waivers, laboratoryRemarks: remarks };
  const bundle = (attached: ReadonlyMap<string, Uint8Array>) =>
    writeBundle({
      results: { ...results, transcripts: [] },
      obstacles: obstaclesTo(results),
      tool: { ...results.tool, sha256: 'aa' },
      catalogue: { sha256: 'bb' },
      pages: async (claim) => [['certificate.html', certificatePage(results, claim)]],
      attachments: [...attached],
      writtenAt: new Date('2026-11-24T12:00:00Z'),
    });

  it('show in every report, and keep a run from being a certificate', async () => {
    const { manifest, octets } = await bundle(attachments);
    expect(manifest.obstacles).toContainEqual({
      kind: 'waiver',
      message: 'a waiver was in force: CSP-KA-001, by Ada on 2026-11-24',
    });
    const sheet = Buffer.from(openBundle(octets, { fault: faultIn }).parts.get('certificate.html') ?? []).toString();
    for (const text of [
      consoleLines(results, { color: false, columns: 200 }).join('\n'),
      markdown(results),
      pullRequest(results),
      junit(results),
      JSON.stringify(outline(results)),
      sheet,
    ]) {
      expect(text).toContain('accepted for now');
      expect(text).toContain('Ada');
      expect(text).toContain('2026-11-24');
    }
    expect(sheet).toContain('certifies nothing');
    const without = { ...results, waivers: undefined, laboratoryRemarks: undefined };
    expect(outline(without)).toEqual({ ...outline(results), waivers: [] });
  });

  it('are counted where the sheet has no room for them', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      requirement: 'CSP-KA-001',
      reason: `reason ${i} `.repeat(40),
      owner: 'Ada',
      date: '2026-11-24',
    }));
    const crowded = { ...results, waivers: many };
    const claim = { kind: 'development', obstacles: obstaclesTo(crowded), number: undefined } as const;
    const { tool } = results;
    const rest = {
      evidence: 'aa',
      tool: { ...tool, sha256: 'bb' },
      catalogue: { sha256: 'cc' },
      writtenAt: '2026-11-24',
    };
    const sheet = certificatePage(crowded, { ...claim, ...rest });
    expect(sheet.match(/Waiver, certifies nothing/g)).toHaveLength(3);
    expect(sheet).toMatch(/and 28 more, in the report/);
    expect(sheet).toMatch(/and \d+ more: the manifest/);
  });

  it('have their attachments beside the results and in the bundle', async () => {
    const out = mkdtempSync(join(tmpdir(), 'impsc-attachments-'));
    keepAttachments(attachments, out);
    expect(attachmentsOf(results, out)).toEqual(new Map([...attachments].map(([k, v]) => [k, Buffer.from(v)])));
    const [name = ''] = attachments.keys();
    expect(readdirSync(join(out, 'attachments'))).toEqual([name.replace('attachments/', '')]);
    expect(openBundle((await bundle(attachments)).octets, { fault: faultIn }).findings).toEqual([]);
    expect(openBundle((await bundle(new Map())).octets, { fault: faultIn }).findings).toEqual([
      { part: name, message: 'it is missing: a remark names it' },
    ]);
    writeFileSync(join(out, name), 'another picture');
    expect(() => attachmentsOf(results, out)).toThrow('it was altered');
    expect(readFileSync(join(out, name), 'utf8')).toBe('another picture');
    const foreign = [{ requirement: 'CSP-KA-001', text: 'x', attachments: [{ name: '../x', size: 1, sha256: '' }] }];
    expect(() => attachmentsOf({ laboratoryRemarks: foreign }, out)).toThrow('no name of an attachment');
  });
});
