import { deleteTopics } from '../../kafka/protocol/apis/20-delete-topics.ts';
import { ZERO_UUID } from '../../kafka/protocol/codec/scalars.ts';
import { errorAt, errorCode } from '../faults.ts';
import { NOT_HOSTED } from '../messages.ts';
import { onceEach } from '../once-each.ts';
import { type Served, serve } from '../served.ts';

interface Wanted {
  /** null: there is no topic with this id. */
  readonly name: string | null;
  readonly topicId: string;
}

export const serveDeleteTopics = serve(deleteTopics, (request, served) => {
  const { cluster, version } = served;
  const wanted: readonly Wanted[] =
    version >= 6
      ? request.topics.map(({ name, topicId }) => ({ name: name ?? cluster.topicById(topicId)?.name ?? null, topicId }))
      : request.topicNames.map((name) => ({ name, topicId: ZERO_UUID }));
  return {
    throttleTimeMs: 0,
    responses: onceEach(
      wanted,
      ({ name }) => name,
      (each) => remove(served, each),
      refuseTwice,
    ),
  };
});

const refuse = ({ name, topicId }: Wanted, error: string, errorMessage: string | null) => ({
  name,
  topicId,
  errorCode: errorCode(error),
  errorMessage,
});

const refuseTwice = (wanted: Wanted) => refuse(wanted, 'INVALID_REQUEST', 'Duplicate topic name.');

function remove({ cluster, struck }: Served, wanted: Wanted) {
  const { name, topicId } = wanted;
  const planted = errorAt(struck, { topic: name ?? '' });
  if (planted !== 0) return { name, topicId, errorCode: planted, errorMessage: null };
  if (name === null) return refuse(wanted, 'UNKNOWN_TOPIC_ID', 'This server does not host this topic ID.');
  if (!cluster.allows('delete', 'topic', name)) return refuse(wanted, 'TOPIC_AUTHORIZATION_FAILED', null);
  const topic = cluster.topic(name);
  if (topic === null) return refuse(wanted, 'UNKNOWN_TOPIC_OR_PARTITION', NOT_HOSTED);
  cluster.topics.delete(name);
  return { name, topicId: topic.topicId, errorCode: 0, errorMessage: null };
}
