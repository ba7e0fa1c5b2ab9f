import type { Facts, HeldFacts } from './facts.js';
import type { Language } from './language.js';

/** The field's own words stay as they are: people look for them in logs and documents. */
export const CHINESE: Language = {
  code: 'zh',
  space: '',
  verdicts: {
    unknown_payload: (facts) => [stranger(facts), ...mayBe(facts), ...wayOut(facts)],
    deadend: (facts) => [
      `本节点运行的 ${facts.node} 已被声明为 deadend（死路）：无法从它更新到任何其他 release（原因：${facts.deadendReason}）。`,
      reinstall(facts),
    ],
    update_available: (facts) => [
      facts.when === ''
        ? `本节点运行 ${facts.node}，服务器现在向它提供 ${facts.target}。`
        : `本节点运行 ${facts.node}，服务器于 ${facts.when} 向它提供 ${facts.target}。`,
      barrier(facts),
      deadendAhead(facts),
      ...facts.held.map(alsoHeld),
      anonymous(facts),
      `如果十分钟后节点仍未更新到 ${facts.target}，请在节点上检查：是否向本服务器查询且能连通，能否下载镜像；是否关闭了自动更新；此前是否部署过 ${facts.target}（agent 不会再次采用同一版本）；更新策略是否在等待时间窗口（periodic），或在等待被其他节点占用的重启锁（fleet_lock）；是否已有暂存（staged）的更新在等待重启，或有用户登录；/boot 是否已满。可用 "journalctl -u zincati" 和 "rpm-ostree status" 查看。`,
    ],
    rollout_paused: (facts) => [
      ...facts.held.slice(0, 1).map((one) => pausedBefore(facts.node, one)),
      ...facts.held.slice(1).map(alsoHeld),
      anonymous(facts),
      'rollout 恢复并到达该位置后，服务器会向本节点提供它；节点上无需任何操作。',
    ],
    held_back: (facts) => [
      ...facts.held.slice(0, 1).map((one) => heldBack(facts.node, one)),
      ...facts.held.slice(1).map(alsoHeld),
      anonymous(facts),
      '节点上无需任何操作。',
    ],
    up_to_date: ({ node, stream, basearch, isEndOfLife }) => [
      `本节点运行 ${node}，这已是 ${stream}（${basearch}）最新的 release，无需更新。`,
      isEndOfLife ? `${stream} 已终止，不会再有 release：请将节点迁移到其他 stream。` : '',
    ],
    no_path: ({ node, stream, newest }) => [
      newest === ''
        ? `本节点运行 ${node}。${stream} 中所有更高版本的 release 都已撤销（retired），没有可更新的目标。`
        : `本节点运行 ${node}。${stream} 有更高版本的 release（最高为 ${newest}），但它们都还没有 rollout。`,
      `节点上无需任何操作：${stream} 的发布者开始更高版本的 rollout 之后，节点就会更新。`,
    ],
  },
  clues: {
    same_version: () => '节点上报的版本是它，但它在这里的 payload 不同',
    not_in_scope: (_near, { basearch, scheme }) =>
      `节点上报的版本是它，但它没有 ${basearch} 的 payload（scheme 为 ${scheme}）`,
    elsewhere: ({ stream, basearch, scheme }, facts) =>
      `这是它在${stream === facts.stream ? '' : ` stream ${stream} 中`} ${basearch} 上的 payload（scheme 为 ${scheme}）`,
    cut_short: () => '它的 payload 以所发送的内容开头',
    similar_version: (_near, { node }) => `它的名称与 ${node} 相近`,
  },
};

function stranger({ isEmpty, stream, basearch, scheme, payload, node, isElsewhere }: Facts): string {
  if (isEmpty)
    return `${stream} 还没有任何 release，因此无法提供更新。节点上无需任何操作：等节点所运行的 release 和更高版本的 release 在此发布后，才会开始更新。`;
  if (payload !== '')
    return `本节点运行的不是 ${stream}（${basearch}）的已知 release：没有任何 release 的 payload（系统镜像的标识）是 ${payload}（scheme 为 ${scheme}）。因此服务器无法向它提供更新。`;
  if (isElsewhere)
    return `${node} 是 ${stream} 的 release，但没有 ${basearch} 的 payload（scheme 为 ${scheme}）。`;
  return `${stream}（${basearch}，scheme 为 ${scheme}）中没有名为 ${node} 的 release。`;
}

function mayBe(facts: Facts): readonly string[] {
  const { near, isElsewhere } = facts;
  if (near.length === 0 || isElsewhere) return [];
  const why = near.map((one) => `${one.version}（${CHINESE.clues[one.clue](one, facts)}）`);
  return [`它可能是 ${why.join('，或 ')}。`];
}

function wayOut({ hint, payload, isEmpty, stream, adopter }: Facts): readonly string[] {
  if (isEmpty) return [];
  if (payload === '')
    return [
      '请像节点上的更新 agent 一样用 os_checksum 查询（见 "rpm-ostree status --json"）：服务器按 payload 而不是版本号识别节点。未知的 payload 可登记为某个 release 的 alias。',
    ];
  const hints = {
    none: '',
    cut_short: 'payload 似乎不完整：请用完整的 payload 重新查询，可从 "rpm-ostree status --json" 获得。',
    elsewhere:
      '请先检查请求中的 stream、basearch 和 scheme（scheme 为 oci 时用 oci=true）是否与节点一致，再重新查询。',
  };
  const only = hint === 'none' ? '如果' : '只有在这些都正确，并且';
  return [
    hints[hint],
    `${only}节点的镜像确实是其中某个 release 的构建时，本服务器的操作员才可将其 payload 登记为该 release 的 alias：POST /admin/v1/streams/${stream}/releases/${adopter}/payload-aliases，请求体包含 basearch、scheme、payload 和 reason。否则，请用 ${stream} 的 release 重新安装节点。`,
  ];
}

function reinstall({ sound, stream }: Facts): string {
  if (sound !== '') return `等待没有用：请重新安装该节点，例如用 ${sound} 安装。`;
  return `该节点必须重新安装，但 ${stream} 目前没有对所有节点开放的 release：请等有了再用它重装，或改用其他 stream 重装。`;
}

function anonymous({ isAnonymous }: Facts): string {
  if (!isAnonymous) return '';
  return '请求中既没有 node_uuid 也没有 rollout_wariness，所有这样的请求共用同一个位置：本节点可能更早或更晚才轮到。请带上它们重新查询。';
}

function deadendAhead({ target, targetDeadend }: Facts): string {
  if (targetDeadend === '') return '';
  return `${target} 已被声明为 deadend（死路）：无法从它更新到任何其他 release（原因：${targetDeadend}）。`;
}

function barrier({ target, barrier: found }: Facts): string {
  if (!found) return '';
  const { reason, hopsLeft, end } = found;
  const onwards = hopsLeft === 0 ? '' : `之后再更新 ${hopsLeft} 次即可到达 ${end}。`;
  return `${target} 是 barrier，即任何节点都不能跳过的 release（原因：${reason}）。${onwards}`;
}

function heldBack(node: string, { version, eligible, begins, reached, comesAt }: HeldFacts): string {
  const turn = `到 ${tight(comesAt)} 时才轮到本节点`;
  if (eligible === 'far')
    return `本节点运行 ${node}。服务器在几千年内都不会向它提供 ${version}：其 rollout 的计划在 9999 年之后，看来是个错误。需要 ${version} 的发布者修改计划。`;
  if (eligible === 'never')
    return `本节点运行 ${node}。服务器不会向它提供 ${version}：按现有计划，${version} 的 rollout 到不了 ${tight(comesAt)}，而${turn}。需要 ${version} 的发布者修改计划。`;
  const progress = begins === '' ? `已覆盖 ${tight(reached)} 的节点` : `将于 ${begins} 开始`;
  return `本节点运行 ${node}。服务器将于 ${eligible} 向它提供 ${version}：其 rollout ${progress}，${turn}。`;
}

function pausedBefore(node: string, { version, reached, comesAt, publicReason }: HeldFacts): string {
  const reason = publicReason === '' ? '' : `发布者给出的原因："${publicReason}"。`;
  return `本节点运行 ${node}。${version} 是更高的版本，但发布者已将其 rollout 暂停在 ${tight(reached)} 的节点；到 ${tight(comesAt)} 时才轮到本节点。${reason}`;
}

function alsoHeld({ version, eligible, isPaused, reached, comesAt }: HeldFacts): string {
  if (isPaused)
    return `${version} 的 rollout 已暂停在 ${tight(reached)}，到 ${tight(comesAt)} 时才轮到本节点。`;
  if (eligible === 'never' || eligible === 'far')
    return `按其 rollout 现有的计划，不会向本节点提供 ${version}。`;
  return `服务器将于 ${eligible} 向本节点提供 ${version}。`;
}

/** No space stands before the sign. */
function tight(share: string): string {
  return share.replace(' %', '%');
}
