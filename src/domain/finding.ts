/** What a rule says about an observation or a design, with its proof. */
export interface Finding {
  /** Stable, such as `LAG-BLOCKED-BY-TRANSACTION`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence a reader can act on. */
  readonly says: string;
  /** Numbers with units and where they came from. */
  readonly evidence: readonly string[];
  readonly remedy: string;
  /** What to run, with the real names filled in. `B` stands for the bootstrap servers. */
  readonly command?: string;
  /** The step that shows the cure. */
  readonly verify?: string;
  /** `kafka://guidelines/<skill>#<section>` */
  readonly guideline: string;
  readonly confidence: Confidence;
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Confidence = 'high' | 'medium' | 'low';

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Most severe first; equal severities keep a stable order by rule id, so that input order never shows. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      a.rule.localeCompare(b.rule) ||
      a.says.localeCompare(b.says),
  );
}
