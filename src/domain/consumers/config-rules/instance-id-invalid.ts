import { named } from '../../named.ts';
import { FILLED_IN } from '../filled-in.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const NAME = 'group.instance.id';
const TAKEN = /^[A-Za-z0-9._-]{1,249}$/;

/** A static id that the client refuses. Source: JoinGroupRequest.validateGroupInstanceId, constructed with 4.3.1. */
export const instanceIdInvalid: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'java' && premises.client !== 'streams') return null;
  if (config.ofShareConsumer || !config.given(NAME)) return null;
  const id = config.text(NAME) ?? '';
  if (id === '' || FILLED_IN.test(id) || (TAKEN.test(id) && id !== '.' && id !== '..')) return null;
  return {
    rule: 'CONSUMERS-INSTANCE-ID-INVALID',
    severity: 'high',
    says: `${config.spelt(NAME)} ${named(id)} is no id that the client takes: it does not start.`,
    evidence: ['1 to 249 letters of ASCII, digits, dot, underscore and hyphen, and neither "." nor ".."'],
    remedy: 'Build it from these: the name of the group, a hyphen and the StatefulSet ordinal.',
    guideline: GUIDELINE.staticMembers,
    confidence: 'high',
  };
};
