import type { ScenarioGroup, ScenarioMember } from '../scenario/schema.ts';
import { type RateCurve, rateCurve } from './rates.ts';

/** One life of a member: it joins, and perhaps leaves. A member that comes back has a new id. */
export interface MemberLife {
  readonly memberId: string;
  /** Which entry of the scenario it comes from: members of one kind are equally fast. */
  readonly kind: number;
  readonly clientId: string;
  readonly host: string;
  readonly instanceId: string | null;
  readonly rack: string | null;
  readonly fromMs: number;
  /** Infinity while nobody knows of an end. */
  readonly untilMs: number;
  readonly speed: RateCurve;
  readonly commits: boolean;
  readonly behind: boolean;
}

/**
 * Every life up to a time. `zeroMs` is the moment from which the scenario counts; `historyMs` where its past begins. In the
 * classic protocol a coordinator makes a member's id out of its client id; in the 4.x protocols the client makes a bare one.
 */
export function livesOf(
  members: readonly ScenarioMember[],
  zeroMs: number,
  historyMs: number,
  horizonMs: number,
  type: ScenarioGroup['type'] = 'classic',
): MemberLife[] {
  return members.flatMap((member, kind) =>
    Array.from({ length: member.count ?? 1 }, (_, index) => numbered(member, index)).flatMap(
      ({ clientId, instanceId }) => {
        const fromMs = member.from_s === undefined ? historyMs : zeroMs + member.from_s * 1000;
        const untilMs = member.until_s === undefined ? Number.POSITIVE_INFINITY : zeroMs + member.until_s * 1000;
        const steps = typeof member.per_s === 'number' ? [{ from_s: null, per_s: member.per_s }] : member.per_s;
        const speed = rateCurve(
          steps.map(({ from_s, per_s }) => ({
            fromMs: from_s === null ? historyMs : zeroMs + from_s * 1000,
            perSecond: per_s,
          })),
        );
        return spans(member, zeroMs, fromMs, Math.min(untilMs, horizonMs), untilMs).map(
          (span, life): MemberLife => ({
            memberId:
              type === 'classic' ? `${clientId}-${uuidText(lifeId(clientId, life))}` : bareId(lifeId(clientId, life)),
            kind,
            clientId,
            host: member.host,
            instanceId,
            rack: member.rack ?? null,
            ...span,
            speed,
            commits: member.commits,
            behind: member.behind,
          }),
        );
      },
    ),
  );
}

function numbered(member: ScenarioMember, index: number): { clientId: string; instanceId: string | null } {
  const fill = (text: string) => text.replaceAll('{n}', String(index + 1));
  const clientId = fill(member.client_id);
  return { clientId, instanceId: member.instance_id === undefined ? null : fill(member.instance_id) };
}

function spans(
  { flaps }: ScenarioMember,
  zeroMs: number,
  fromMs: number,
  horizonMs: number,
  untilMs: number,
): { fromMs: number; untilMs: number }[] {
  if (flaps === undefined) return [{ fromMs, untilMs }];
  const lives: { fromMs: number; untilMs: number }[] = [];
  const flapMs = zeroMs + flaps.from_s * 1000;
  let at = fromMs;
  if (flapMs > fromMs) lives.push({ fromMs, untilMs: Math.min(untilMs, flapMs) });
  at = Math.max(fromMs, flapMs) + (flapMs > fromMs ? flaps.down_s * 1000 : 0);
  while (at < horizonMs) {
    lives.push({ fromMs: at, untilMs: Math.min(untilMs, at + flaps.up_s * 1000) });
    at += (flaps.up_s + flaps.down_s) * 1000;
  }
  return lives;
}

/** 32 hexadecimal digits; the same life always has the same ones. */
function lifeId(clientId: string, life: number): string {
  let state = 0x811c9dc5;
  const next = (text: string) => {
    for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    return (state >>> 0).toString(16).padStart(8, '0');
  };
  return [0, 1, 2, 3].map((part) => next(`${clientId}/${life}/${part}`)).join('');
}

/** With dashes, as Java writes a UUID. */
const uuidText = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

/** As Kafka writes a UUID: 22 characters of base64url. */
const bareId = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
