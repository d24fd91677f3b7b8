/** The words of the laboratory on a run: waivers, remarks with their attachments; and the ICS and IXIT it was made with. */
import { remarkInWords, shortName, WAIVERS_CHANGE_NOTHING, waiverInWords } from '../../../report/view/laboratory.ts';
import type { Remark, Waiver } from '../../../results/results.ts';
import { useReport } from '../parts/context.ts';
import { Fold } from '../parts/fold.tsx';
import { Facts, Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { WithIds } from '../parts/unbroken.tsx';

/** Waivers and remarks of the whole run, or those on one requirement. */
export function LaboratoryWords({ requirement }: { requirement?: string }) {
  const { waivers = [], laboratoryRemarks = [] } = useReport().run;
  const own = (one: { readonly requirement: string }) => requirement === undefined || one.requirement === requirement;
  const waived = waivers.filter(own);
  const remarks = laboratoryRemarks.filter(own);
  return (
    <>
      {waived.length > 0 && (
        <Section title="Waivers" id="waivers" side={<p>{WAIVERS_CHANGE_NOTHING}</p>}>
          <ul class="find-list">
            {waived.map((one) => (
              <WaiverLine key={one.requirement} waiver={one} />
            ))}
          </ul>
        </Section>
      )}
      {remarks.length > 0 && (
        <Section title="Remarks of the laboratory" id="laboratory-remarks">
          <ul class="find-list">
            {remarks.map((one) => (
              <RemarkLine key={`${one.requirement} ${one.text}`} remark={one} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function WaiverLine({ waiver }: { waiver: Waiver }) {
  const { link, ...rest } = waiver;
  return (
    <li>
      <Verdict mark="note" word="waived" />
      <span>
        <WithIds text={waiverInWords(rest)} />{' '}
        {link !== undefined && (
          <a href={link} rel="noreferrer">
            {link}
          </a>
        )}
      </span>
    </li>
  );
}

/** Attachments lie beside the report, in the folder of a run as in a bundle. */
function RemarkLine({ remark }: { remark: Remark }) {
  return (
    <li>
      <Verdict mark="note" word="" />
      <span>
        <WithIds text={remarkInWords({ ...remark, attachments: [] })} />{' '}
        {remark.attachments.map(({ name, sha256 }) => (
          <>
            <a key={name} href={name} title={`SHA-256 ${sha256}`}>
              {shortName(name)}
            </a>{' '}
          </>
        ))}
      </span>
    </li>
  );
}

/** The ICS/IXIT file with every default; secrets are overwritten before it becomes part of a result. */
export function SubjectOfRun() {
  const { subject } = useReport().run;
  if (subject === undefined) return null;
  const { vendor, version, build, laboratory, tester, environment, host } = subject;
  const stated = [
    ['Maker', vendor],
    ['Version', version],
    ['Build', build],
    ['Laboratory', laboratory],
    ['Tester', tester],
    ['Environment', environment],
    ['Machine', `${host.system}, ${host.processors} processors, Node ${host.node}`],
  ] as const;
  return (
    <Section title="ICS and IXIT" id="subject" wide>
      <Facts facts={stated.flatMap(([term, value]) => (value === undefined ? [] : [[term, value] as const]))} />
      <Fold title="The file" words="with every default; secrets are overwritten" marks={[]} open={false}>
        {() => <pre class="src">{subject.iut}</pre>}
      </Fold>
    </Section>
  );
}
