/** An alerting rule as Prometheus has it. Source: prometheus.io, Configuration, Alerting rules. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly severity: 'warning' | 'critical';
  readonly summary: string;
  /** Section of the guideline lag-and-rebalances. */
  readonly section: string;
}

/**
 * A rule file of Prometheus in YAML. Every text is a JSON string, which YAML reads as it is, so that nothing in it can end a
 * value. Comments are sentences of our own.
 */
export function ruleFile(name: string, rules: readonly AlertRule[], comments: readonly string[]): string {
  return [
    ...comments.map((comment) => `# ${comment}`),
    'groups:',
    `  - name: ${JSON.stringify(name)}`,
    '    rules:',
    ...rules.flatMap(({ alert, expr, for: duration, severity, summary, section }) => [
      `      - alert: ${alert}`,
      `        expr: ${JSON.stringify(expr)}`,
      `        for: ${duration}`,
      '        labels:',
      `          severity: ${severity}`,
      '        annotations:',
      `          summary: ${JSON.stringify(summary)}`,
      `          guideline: ${JSON.stringify(`kafka://guidelines/lag-and-rebalances#${section}`)}`,
    ]),
    '',
  ].join('\n');
}
