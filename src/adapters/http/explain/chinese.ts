import type { Facts, HeldFacts } from './facts.js';
import type { Language } from './language.js';

/** The field's own words stay as they are: people look for them in logs and documents. */
export const CHINESE: Language = {
  code: 'zh',
  space: '',
  verdicts: {
    unknown_payload: (facts) => [stranger(facts), ...mayBe(facts), ...wayOut(facts)],
    deadend: ({ node, deadendReason, newest }) => [
      `本节点运行的 ${node} 已被声明为 deadend(死路):没有任何更新从它出发(${deadendReason})。`,
      `等待没有用,需要重新安装该节点${newest === node ? '' : `,例如安装 ${newest}`}。`,
    ],
    update_available: (facts) => [
      `本节点运行 ${facts.node},服务器现在就向它提供 ${facts.target}。`,
      barrier(facts),
      ...facts.held.map(alsoHeld),
      '如果十分钟后节点仍未更新,原因在节点一侧。请检查:是否关闭了自动更新;更新策略是否在等待时间窗口(periodic),或在等待被其他节点占用的重启锁(fleet_lock);是否已有 staged 的更新在等待重启,或有用户登录;/boot 是否已满。可用 "journalctl -u zincati" 和 "rpm-ostree status" 查看。',
    ],
    rollout_paused: ({ node, held }) => [
      ...held.slice(0, 1).map((one) => pausedBefore(node, one)),
      ...held.slice(1).map(alsoHeld),
      'rollout 恢复之后,本节点会在轮到时获得它;节点上无需任何操作。',
    ],
    held_back: ({ node, held, isAnonymous }) => [
      ...held.slice(0, 1).map((one) => heldBack(node, one)),
      ...held.slice(1).map(alsoHeld),
      isAnonymous ? '请求中既没有 node_uuid 也没有 rollout_wariness:所有这样的节点都排在同一位置。' : '',
      '节点上无需任何操作。',
    ],
    up_to_date: ({ node, stream, basearch, isEndOfLife }) => [
      `本节点运行 ${node},这已是 ${stream}(${basearch})最新的 release,没有可更新的版本。`,
      isEndOfLife ? `${stream} 已停止维护,不会再有新的 release:请将节点迁移到其他 stream。` : '',
    ],
    no_path: ({ node, stream, newest }) => [
      `本节点运行 ${node}。${stream} 有较新的 release(最新为 ${newest}),但没有更新通向它们:它们都没有 rollout,也都不是 barrier。`,
      `节点没有问题:${stream} 的发布者开始新 release 的 rollout 之后,更新会继续。`,
    ],
  },
  clues: {
    same_version: () => '节点自称运行此版本,而此版本在这里的 payload 不同',
    not_in_scope: (_near, { basearch, scheme }) =>
      `节点自称运行此版本,而此版本没有 ${basearch} 的 ${scheme} payload`,
    elsewhere: ({ stream, basearch, scheme }, facts) =>
      `这是它在 ${stream === facts.stream ? '' : `stream ${stream} 中 `}${basearch} 的 ${scheme} payload`,
    cut_short: () => '它的 payload 以所发送的内容开头',
    similar_version: (_near, { node }) => `它的名称与 ${node} 相近`,
  },
};

function stranger({ newest, stream, basearch, scheme, payload, node, isElsewhere }: Facts): string {
  if (newest === '')
    return `${stream} 还没有任何 release,因此不认识任何节点。发布节点所运行的 release 之后,节点就能找到自己。`;
  if (payload !== '')
    return `本节点运行的内容不属于 ${stream}(${basearch})的任何已知 release:它的 payload ${payload}(scheme ${scheme})不在其中。因此节点在图中找不到自己,永远不会更新。`;
  if (isElsewhere) return `${node} 是 ${stream} 的 release,但没有 ${basearch} 的 ${scheme} payload。`;
  return `${stream}(${basearch},scheme ${scheme})中没有名为 ${node} 的 release。`;
}

function mayBe(facts: Facts): readonly string[] {
  const { near, isElsewhere } = facts;
  if (near.length === 0 || isElsewhere) return [];
  const why = near.map((one) => `${one.version}(${CHINESE.clues[one.clue](one, facts)})`);
  return [`它可能是 ${why.join(',或 ')}。`];
}

function wayOut({ hint, payload, newest, stream, adopter }: Facts): readonly string[] {
  if (newest === '') return [];
  if (payload === '')
    return [
      '请像 agent 一样带上 os_checksum 再问一次:节点运行什么,由 payload 决定。未知的 payload 可以登记为某个 release 的 alias。',
    ];
  const hints = {
    none: '',
    cut_short: '请带上完整的 payload 再问一次,见 "rpm-ostree status --json"。',
    elsewhere: '请检查所问的 stream、basearch 和 scheme(oci=true)是否与节点一致。',
  };
  return [
    hints[hint],
    `如果它确实是这里某个 release 的构建,操作员可以把它登记为该 release 的 alias:POST /admin/v1/streams/${stream}/releases/${adopter}/payload-aliases,内容为 basearch、scheme、payload 和 reason。如果不是,请用 ${stream} 的 release 重新安装节点。`,
  ];
}

function barrier({ target, barrier: found }: Facts): string {
  if (!found) return '';
  const { reason, hopsLeft, end } = found;
  const onwards = hopsLeft === 0 ? '' : `之后还有 ${hopsLeft} 次更新,直到 ${end}。`;
  return `${target} 是 barrier(任何节点都不能跳过的 release):${reason}。${onwards}`;
}

function heldBack(node: string, { version, eligibleAt, begins, reached, comesAt }: HeldFacts): string {
  if (eligibleAt === '')
    return `本节点运行 ${node},暂不提供 ${version}:按现在的计划,其 rollout 永远到不了 ${comesAt},即本节点的位置。需要发布者修改计划。`;
  const progress = begins === '' ? `已覆盖 ${reached} 的节点` : `将于 ${begins} 开始`;
  return `本节点运行 ${node},将于 ${eligibleAt} 获得 ${version}:rollout ${progress},本节点排在 ${comesAt}。`;
}

function pausedBefore(node: string, { version, reached, comesAt, publicReason }: HeldFacts): string {
  const reason = publicReason === '' ? '' : `公布的原因:"${publicReason}"。`;
  return `本节点运行 ${node}。${version} 比它新,但发布者暂停了它的 rollout:只覆盖了 ${reached} 的节点,而本节点排在 ${comesAt}。${reason}`;
}

function alsoHeld({ version, eligibleAt, isPaused, reached, comesAt }: HeldFacts): string {
  if (isPaused) return `${version} 的 rollout 已暂停在 ${reached},本节点排在 ${comesAt}。`;
  if (eligibleAt === '') return `按其 rollout 现在的计划,不会向本节点提供 ${version}。`;
  return `${version} 将于 ${eligibleAt} 提供给本节点。`;
}
