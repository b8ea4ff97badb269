/** A protocol that a member supports: an assignor's name and the member's subscription in the assignor's format. */
interface MemberProtocol {
  readonly name: string;
  readonly metadata: Buffer;
}

/** What a client says when it joins. */
export interface JoinRequest {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly protocolType: string;
  readonly protocols: readonly MemberProtocol[];
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
}

export interface Joined {
  readonly error: MembershipError;
  readonly generation: number;
  readonly protocolType: string;
  readonly protocol: string;
  readonly leader: string;
  readonly memberId: string;
  /** For the leader only. */
  readonly members: readonly {
    readonly memberId: string;
    readonly instanceId: string | null;
    readonly metadata: Buffer;
  }[];
}

export interface Synced {
  readonly error: MembershipError;
  readonly protocolType: string;
  readonly protocol: string;
  readonly assignment: Buffer;
}

export type MembershipError =
  | 'NONE'
  | 'UNKNOWN_MEMBER_ID'
  | 'ILLEGAL_GENERATION'
  | 'REBALANCE_IN_PROGRESS'
  | 'INCONSISTENT_GROUP_PROTOCOL';

export type ClassicState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

/** A member as others see it. */
export interface LiveMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly metadata: Buffer;
  readonly assignment: Buffer;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
}

interface Member extends JoinRequest {
  assignment: Buffer;
  joining: ((joined: Joined) => void) | null;
  syncing: ((synced: Synced) => void) | null;
  session: NodeJS.Timeout | null;
}

const NO_BYTES = Buffer.alloc(0);

/**
 * The members of one group of the classic protocol, for real clients that join, sync and beat. Sessions run in real time,
 * since the clients do. A rebalance ends as soon as everybody who was there has joined again, or its timeout is over.
 * Source: the classic group protocol of Apache Kafka (KIP-62, KIP-345).
 */
export class ClassicMembership {
  state: ClassicState = 'Empty';
  generation = 0;
  protocolType = '';
  protocol = '';
  private leader = '';
  private readonly members = new Map<string, Member>();
  /** Ids that were given out and have not come back yet. */
  private readonly pending = new Set<string>();
  private deadline: NodeJS.Timeout | null = null;
  private readonly changed: () => void;

  /** `changed` is called when a generation begins or the last member is gone. */
  constructor(changed: () => void) {
    this.changed = changed;
  }

  list(): readonly LiveMember[] {
    return [...this.members.values()].map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      metadata: metadataFor(member, this.protocol),
      assignment: member.assignment,
      sessionTimeoutMs: member.sessionTimeoutMs,
      rebalanceTimeoutMs: member.rebalanceTimeoutMs,
    }));
  }

  /** A client was told to join with this id. */
  expect(memberId: string): void {
    this.pending.add(memberId);
  }

  /** Whether a client may join with this id. */
  expects(memberId: string): boolean {
    return this.pending.has(memberId) || this.members.has(memberId);
  }

  join(request: JoinRequest): Promise<Joined> {
    if (!this.fits(request)) {
      return Promise.resolve(this.refusedJoin('INCONSISTENT_GROUP_PROTOCOL', request.memberId));
    }
    if (this.members.size === 0) this.protocolType = request.protocolType;
    this.pending.delete(request.memberId);
    this.replaceStatic(request);
    const before = this.members.get(request.memberId);
    if (before !== undefined) this.release(before, 'REBALANCE_IN_PROGRESS');
    const member: Member = {
      ...request,
      assignment: before?.assignment ?? NO_BYTES,
      joining: null,
      syncing: null,
      session: null,
    };
    this.members.set(request.memberId, member);
    if (this.state !== 'PreparingRebalance') this.prepare();
    return new Promise((resolve) => {
      member.joining = resolve;
      this.completeWhenAllJoined();
    });
  }

  sync(
    memberId: string,
    generation: number,
    assignments: readonly { readonly memberId: string; readonly assignment: Buffer }[],
  ): Promise<Synced> {
    const member = this.members.get(memberId);
    const error = this.problem(memberId, generation);
    if (error !== 'NONE' || member === undefined) return Promise.resolve(this.refusedSync(error));
    if (this.state === 'PreparingRebalance') return Promise.resolve(this.refusedSync('REBALANCE_IN_PROGRESS'));
    this.startSession(member);
    if (this.state === 'CompletingRebalance' && memberId === this.leader) {
      for (const { memberId: to, assignment } of assignments) {
        const target = this.members.get(to);
        if (target !== undefined) target.assignment = assignment;
      }
      this.state = 'Stable';
      for (const waiting of this.members.values()) {
        waiting.syncing?.(this.syncedFor(waiting));
        waiting.syncing = null;
      }
      this.changed();
    }
    if (this.state === 'Stable') return Promise.resolve(this.syncedFor(member));
    return new Promise((resolve) => {
      member.syncing = resolve;
    });
  }

  heartbeat(memberId: string, generation: number): MembershipError {
    const error = this.problem(memberId, generation);
    const member = this.members.get(memberId);
    if (error !== 'NONE' || member === undefined) return error;
    this.startSession(member);
    return this.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE';
  }

  /** Whether a commit from this member counts. A generation below 0 is a commit from outside, good while nobody is in. */
  mayCommit(memberId: string, generation: number): MembershipError {
    if (generation < 0) return this.members.size === 0 ? 'NONE' : 'UNKNOWN_MEMBER_ID';
    return this.problem(memberId, generation);
  }

  leave(memberId: string, instanceId: string | null): MembershipError {
    const member =
      this.members.get(memberId) ??
      [...this.members.values()].find((each) => instanceId !== null && each.instanceId === instanceId);
    if (member === undefined) return 'UNKNOWN_MEMBER_ID';
    this.remove(member);
    return 'NONE';
  }

  /** Ends every timer, and every wait. */
  close(): void {
    if (this.deadline !== null) clearTimeout(this.deadline);
    for (const member of [...this.members.values()]) this.forget(member);
  }

  /** Whether it speaks what all others speak. */
  private fits({ memberId, protocolType, protocols }: JoinRequest): boolean {
    const others = [...this.members.values()].filter((member) => member.memberId !== memberId);
    const spokenByAll = protocols.some(({ name }) =>
      others.every((other) => other.protocols.some((each) => each.name === name)),
    );
    return others.length === 0 || (protocolType === this.protocolType && spokenByAll);
  }

  private problem(memberId: string, generation: number): MembershipError {
    if (!this.members.has(memberId)) return 'UNKNOWN_MEMBER_ID';
    return generation === this.generation ? 'NONE' : 'ILLEGAL_GENERATION';
  }

  private replaceStatic({ instanceId, memberId }: JoinRequest): void {
    if (instanceId === null) return;
    const before = [...this.members.values()].find((member) => member.instanceId === instanceId);
    if (before === undefined || before.memberId === memberId) return;
    this.forget(before);
  }

  private prepare(): void {
    this.state = 'PreparingRebalance';
    for (const member of this.members.values()) {
      member.syncing?.(this.refusedSync('REBALANCE_IN_PROGRESS'));
      member.syncing = null;
    }
    if (this.deadline !== null) clearTimeout(this.deadline);
    const waitMs = Math.max(0, ...[...this.members.values()].map(({ rebalanceTimeoutMs }) => rebalanceTimeoutMs));
    this.deadline = setTimeout(() => {
      for (const member of [...this.members.values()]) if (member.joining === null) this.forget(member);
      if (this.members.size === 0) this.becomeEmpty();
      this.completeWhenAllJoined();
    }, waitMs).unref();
  }

  private completeWhenAllJoined(): void {
    const members = [...this.members.values()];
    if (members.length === 0 || members.some(({ joining }) => joining === null)) return;
    if (this.deadline !== null) clearTimeout(this.deadline);
    this.deadline = null;
    const common = members[0]?.protocols.find(({ name }) =>
      members.every(({ protocols }) => protocols.some((each) => each.name === name)),
    );
    this.generation += 1;
    this.protocol = common?.name ?? '';
    this.leader = members[0]?.memberId ?? '';
    this.state = 'CompletingRebalance';
    for (const member of members) {
      this.startSession(member);
      member.joining?.({
        error: common === undefined ? 'INCONSISTENT_GROUP_PROTOCOL' : 'NONE',
        generation: this.generation,
        protocolType: this.protocolType,
        protocol: this.protocol,
        leader: this.leader,
        memberId: member.memberId,
        members:
          member.memberId === this.leader
            ? members.map((each) => ({
                memberId: each.memberId,
                instanceId: each.instanceId,
                metadata: metadataFor(each, this.protocol),
              }))
            : [],
      });
      member.joining = null;
    }
  }

  private remove(member: Member): void {
    this.forget(member);
    if (this.members.size === 0) {
      this.becomeEmpty();
    } else {
      this.prepare();
      this.completeWhenAllJoined();
    }
  }

  private becomeEmpty(): void {
    this.state = 'Empty';
    this.generation += 1;
    this.changed();
  }

  private forget(member: Member): void {
    this.release(member, 'UNKNOWN_MEMBER_ID');
    this.members.delete(member.memberId);
  }

  /** Ends its session, and whatever its client waits for. */
  private release(member: Member, error: MembershipError): void {
    this.clearSession(member);
    member.joining?.(this.refusedJoin(error, member.memberId));
    member.joining = null;
    member.syncing?.(this.refusedSync(error));
    member.syncing = null;
  }

  private startSession(member: Member): void {
    this.clearSession(member);
    member.session = setTimeout(() => this.remove(member), member.sessionTimeoutMs).unref();
  }

  private clearSession({ session }: Member): void {
    if (session !== null) clearTimeout(session);
  }

  private syncedFor({ assignment }: Member): Synced {
    return { error: 'NONE', protocolType: this.protocolType, protocol: this.protocol, assignment };
  }

  private refusedSync(error: MembershipError): Synced {
    return { error, protocolType: this.protocolType, protocol: this.protocol, assignment: NO_BYTES };
  }

  private refusedJoin(error: MembershipError, memberId: string): Joined {
    return { error, generation: -1, protocolType: this.protocolType, protocol: '', leader: '', memberId, members: [] };
  }
}

const metadataFor = ({ protocols }: JoinRequest, protocol: string): Buffer =>
  protocols.find(({ name }) => name === protocol)?.metadata ?? protocols[0]?.metadata ?? NO_BYTES;
