/**
 * A certificate authority for tests, made with openssl: `node scripts/test-authority.mjs FOLDER`. Its certificates hold
 * from 2000 to 2999 whatever the day, except the one that ended in 2001. The keys are public and protect nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2] ?? 'fixtures/tls');
const BEGIN = '20000101000000Z';
const END = '29991231235959Z';

const LOCAL = 'DNS:localhost,IP:127.0.0.1,IP:::1';
/** File name, subject, alternative names, end of validity, and the authority that signs. */
const CERTIFICATES = [
  { name: 'server', subject: '/CN=localhost', names: LOCAL, end: END, by: 'ca' },
  { name: 'wrong-name', subject: '/CN=elsewhere.example', names: 'DNS:elsewhere.example', end: END, by: 'ca' },
  { name: 'expired', subject: '/CN=localhost', names: LOCAL, end: '20010101000000Z', by: 'ca' },
  { name: 'stranger', subject: '/CN=localhost', names: LOCAL, end: END, by: 'other-ca' },
  { name: 'client', subject: '/CN=imps-client', names: 'DNS:client.example', end: END, by: 'ca' },
];

const work = mkdtempSync(join(tmpdir(), 'authority-'));
const openssl = (...args) => execFileSync('openssl', args, { cwd: work, stdio: ['ignore', 'ignore', 'pipe'] });
const at = (name) => join(folder, name);

function keyFor(name) {
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', at(`${name}-key.pem`));
}

/** Signs a request; `openssl ca` alone lets both ends of the validity be said. */
function sign({ name, subject, end, by, extensions, self = false }) {
  writeFileSync(join(work, 'index.txt'), '');
  writeFileSync(join(work, 'index.txt.attr'), 'unique_subject = no\n');
  writeFileSync(
    join(work, 'ca.cnf'),
    `[ca]\ndefault_ca = it\n[it]\nnew_certs_dir = .\ndatabase = index.txt\nrand_serial = yes\ndefault_md = sha256\npolicy = any\nx509_extensions = ext\n[any]\ncommonName = supplied\n[ext]\n${extensions}\n[req]\ndistinguished_name = dn\n[dn]\n`,
  );
  openssl('req', '-new', '-config', 'ca.cnf', '-key', at(`${name}-key.pem`), '-subj', subject, '-out', 'it.csr');
  const signer = self ? ['-selfsign'] : ['-cert', at(`${by}.pem`)];
  openssl(
    ...['ca', '-batch', '-notext', '-config', 'ca.cnf', ...signer, '-keyfile', at(`${by}-key.pem`), '-in', 'it.csr'],
    ...['-startdate', BEGIN, '-enddate', end, '-out', at(`${name}.pem`)],
  );
}

mkdirSync(folder, { recursive: true });
for (const name of ['ca', 'other-ca']) {
  keyFor(name);
  const extensions = 'basicConstraints = critical,CA:true\nsubjectKeyIdentifier = hash';
  sign({ name, subject: `/CN=IMPS test ${name}`, end: END, by: name, extensions, self: true });
}
for (const certificate of CERTIFICATES) {
  keyFor(certificate.name);
  const extensions = `basicConstraints = CA:false\nsubjectAltName = ${certificate.names}`;
  sign({ ...certificate, extensions });
}
rmSync(work, { recursive: true });
process.stdout.write(`Written to ${folder}: ${['ca', 'other-ca', ...CERTIFICATES.map((c) => c.name)].join(', ')}\n`);
