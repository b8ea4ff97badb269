import { z } from 'zod';
import { guarantees } from '../domain/delivery/plan-types.ts';
import { alertSchema, figureSchema, findingSchema, report, settingGroupSchema } from '../mcp/report.ts';

/** Most wanted first: the verdict, what is wrong, what to set, how to run it; then what it costs and rests on. */
export const exactlyOnceOutput = report({
  guarantee: z.enum(guarantees).describe('The best that the whole pipeline can promise'),
  parts: z.array(z.strictObject({ part: z.string(), guarantee: z.enum(guarantees), why: z.string(), way: z.string() })),
  findings: z.array(findingSchema),
  needs: z.array(settingGroupSchema),
  running: z.strictObject({
    transactional_ids: z
      .strictObject({ scheme: z.string(), count: z.int(), fencing: z.string() })
      .optional()
      .describe('Left out where no transaction is of use'),
    error_handling: z.array(z.string()),
    pitfalls: z.array(z.string()),
    cluster_checks: z.array(z.string()).describe('Looked at in the cluster, and as it should be'),
  }),
  costs: z.array(z.string()),
  alerts: z.array(alertSchema),
  figures: z.array(figureSchema),
  assumptions: z.array(z.string()),
  open_questions: z.array(z.string()),
});
