/** Bundles that were altered: one octet, one part, one name, the signature. Each is named. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../bundle/manifest.ts';
import { openBundle } from '../bundle/open.ts';
import { BundleError } from '../bundle/problem.ts';
import { fingerprint } from '../bundle/signature.ts';
import { writeBundle } from '../bundle/write.ts';
import { type Packed, pack, partsOf, unpack, zip } from '../bundle/zip.ts';
import type { Obstacle } from '../results/certification.ts';
import type { RunResults } from '../results/results.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { faultIn } from './schemas.ts';

const sample = sampleResults({ configurations: ['1.2-xml'] });
const results: RunResults = {
  ...sample,
  requirements: sample.requirements.slice(0, 4),
  items: sample.items.slice(0, 4),
  expressions: [],
  transcripts: sample.transcripts.slice(0, 3),
};
const asWritten: unknown = JSON.parse(JSON.stringify(results));
const PARTS =
  /manifest|results\.json|iut\.yaml|environment|transcripts\/|certificate|attachments|archive|part|directory/;
const development: Obstacle[] = [{ kind: 'filter', message: 'the run was filtered' }];

async function bundle(key?: KeyObject, obstacles: readonly Obstacle[] = development): Promise<Buffer> {
  const { octets } = await writeBundle({
    results,
    obstacles,
    tool: { ...results.tool, sha256: 'aa' },
    catalogue: { sha256: 'bb' },
    pages: async () => [['certificate.html', '<p>sheet</p>']],
    attachments: [['attachments/photo.png', Buffer.from([1, 2, 3])]],
    key,
    writtenAt: new Date('2026-11-24T12:00:00Z'),
  });
  return octets;
}

const open = (octets: Uint8Array, key?: KeyObject) => openBundle(octets, { fault: faultIn, key });
const namesIn = (octets: Uint8Array) => open(octets).findings.map(({ part }) => part);

/** Numbers below a bound, always the same ones. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The bundle with its parts, unpacked, in other hands: hashes are made anew unless `keep` is given. */
function rewritten(octets: Uint8Array, change: (parts: Map<string, Buffer>) => void): Buffer {
  const parts = new Map(partsOf(octets).map((part) => [part.name, Buffer.from(unpack(part))]));
  change(parts);
  return zip([...parts].map(([name, content]) => pack(name, content))).octets;
}

describe('a bundle', () => {
  it('is whole as it was written, signed or not', async () => {
    expect(open(await bundle())).toMatchObject({ findings: [], signedBy: undefined, results: asWritten });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    expect(open(await bundle(privateKey), publicKey)).toMatchObject({
      findings: [],
      signedBy: fingerprint(publicKey),
    });
    const { manifest } = open(await bundle(undefined, []));
    expect(manifest.kind).toBe('certificate');
    expect(manifest.number).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/);
  });

  it('names the part in which one bit was turned, wherever it is', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const whole = await bundle(privateKey);
    const next = numbers(7);
    // Every octet of the heads and of the directory, and many others.
    const structure = whole.length - 600;
    const places = [
      ...Array.from({ length: 600 }, (_, i) => structure + i),
      ...Array.from({ length: 300 }, () => next(whole.length)),
    ];
    for (const place of places) {
      const altered = Buffer.from(whole);
      altered[place] = (altered[place] ?? 0) ^ (1 << next(8));
      let named: readonly string[];
      try {
        named = open(altered, publicKey).findings.map(({ part, message }) => `${part}: ${message}`);
      } catch (error) {
        if (!(error instanceof BundleError)) throw error;
        named = [error.message];
      }
      expect(named.length, `octet ${place}`).toBeGreaterThan(0);
      expect(named.join('; ')).toMatch(PARTS);
    }
  });

  it('names what is missing, added, and packed by another program', async () => {
    const whole = await bundle();
    expect(namesIn(rewritten(whole, (parts) => void parts.delete('iut.yaml')))).toContain('iut.yaml');
    expect(namesIn(rewritten(whole, (parts) => void parts.set('more.txt', Buffer.from('x'))))).toContain('more.txt');
    expect(namesIn(rewritten(whole, (parts) => void parts.delete('transcripts/1.2-xml.jsonl')))).toContain(
      'transcripts/1.2-xml.jsonl',
    );
    const again = open(
      zip(partsOf(whole).map((part) => ({ ...part, octets: deflateRawSync(unpack(part), { level: 1 }), method: 8 })))
        .octets,
    );
    expect(again.findings.every(({ message }) => message === 'it was packed again')).toBe(true);
  });

  it('does not take the key of somebody else, or none, for the one that is asked for', async () => {
    const [own, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const signed = await bundle(own.privateKey);
    expect(open(signed, other.publicKey).findings[0]?.message).toContain('signed with another key');
    expect(open(await bundle(), own.publicKey).findings[0]?.message).toContain('not signed');
    const foreign = await bundle(other.privateKey);
    const stolen = partsOf(foreign).find(({ name }) => name === 'manifest.sig.json');
    const altered = rewritten(signed, (parts) => {
      const manifest = JSON.parse(String(parts.get('manifest.json'))) as Manifest;
      parts.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, kind: 'certificate', obstacles: [] })));
    });
    expect(open(altered).findings).toContainEqual({
      part: 'manifest.sig.json',
      message: 'it does not fit the manifest',
    });
    expect(stolen).toBeDefined();
  });
});

describe('an archive that is no bundle', () => {
  const refused = (octets: Uint8Array) => {
    try {
      open(octets);
    } catch (error) {
      return error instanceof BundleError ? error.message : String(error);
    }
    return 'taken';
  };
  const part = (name: string, content = 'x'): Packed => pack(name, Buffer.from(content));

  it.each(['../evil', '/etc/passwd', 'a/../../b', 'C:\\x', 'a//b', 'a\0b', '', './a'])(
    'is refused for the name %j',
    (name) => {
      expect(refused(zip([part(name)]).octets)).toMatch(/the name of a part, ".*", (leads|is|holds)/);
    },
  );

  it('is refused for what is in it', async () => {
    expect(refused(Buffer.from('no archive at all, but long enough to hold an end'))).toContain('no zip archive');
    expect(refused(Buffer.alloc(0))).toContain('no zip archive');
    expect(refused(zip([part('results.json')]).octets)).toContain('holds no manifest.json');
    expect(refused(zip([part('a'), part('a')]).octets)).toContain('"a" twice');
    expect(refused(zip([part('manifest.json', '{"schema":"imps-conformance/bundle/9"}')]).octets)).toContain(
      'has the schema "imps-conformance/bundle/9"',
    );
    expect(refused(zip([part('manifest.json', '{"what":1}')]).octets)).toContain('no manifest of this program');
    const whole = await bundle();
    expect(refused(whole.subarray(0, whole.length - 30))).toContain('no zip archive');
  });

  it('is refused for growing without end', () => {
    const bomb = pack('manifest.json', Buffer.alloc(8 * 1024 * 1024));
    expect(refused(zip([bomb]).octets)).toContain('no part of a bundle is packed so small');
    // One that lies about its size is not unpacked further than it says.
    expect(unpack({ ...bomb, size: 1000 })).toBe('cannot be unpacked');
    expect(() => partsOf(zip([part('a'), part('b')]).octets, { total: 10, parts: 1, ratio: 10 })).toThrow('at most 1');
    expect(() => partsOf(zip([part('a', 'x'.repeat(99))]).octets, { total: 10, parts: 9, ratio: 10 })).toThrow(
      'more than 10 octets',
    );
  });
});
