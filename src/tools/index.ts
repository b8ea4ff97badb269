import type { Tool } from '../mcp/tool.ts';
import type { Ports } from '../ports.ts';
import { checkSchemaCompatibilityTool } from './check-schema-compatibility.ts';
import { describeClusterTool } from './describe-cluster.ts';
import { designTopicsTool } from './design-topics.ts';
import { diagnoseLagTool } from './diagnose-lag.ts';
import { findSchemasTool } from './find-schemas.ts';
import { guidelinesTool } from './guidelines.ts';
import { planConsumersTool } from './plan-consumers.ts';
import { planExactlyOnceTool } from './plan-exactly-once.ts';
import { planPartitionsTool } from './plan-partitions.ts';
import { serverStatusTool } from './server-status.ts';

/** Every tool, in the order in which clients list them. */
export function createTools(ports: Ports): readonly Tool[] {
  const tools: readonly Tool[] = [
    serverStatusTool(ports, () => tools),
    describeClusterTool(ports),
    diagnoseLagTool(ports),
    findSchemasTool(ports),
    checkSchemaCompatibilityTool(ports),
    designTopicsTool(ports),
    planPartitionsTool(ports),
    planConsumersTool(ports),
    planExactlyOnceTool(ports),
    guidelinesTool(ports),
  ];
  return tools;
}
