import type { Facts } from './facts.js';
import type { Language } from './language.js';

/** Where people find what to send. @see zincati src/rpm_ostree/cli_status.rs */
const PAYLOAD_PLACE =
  '见 "rpm-ostree status --json" 中当前启动（booted）的 deployment：有 base-checksum 时用它，否则用 checksum；镜像则用带 digest 的引用';

/** The field's own words stay as they are: people look for them in logs and documents. */
export const CHINESE: Language = {
  code: 'zh',
  space: '',
  sentences: {
    upToDate: ({ node, stream, basearch }) =>
      `本节点运行 ${node}，这已是 ${stream}（${basearch}）最新的 release，无需更新。`,
    endOfLife: ({ stream }) => `${stream} 已终止，不会再有 release：请将节点迁移到其他 stream。`,

    offeredNow: ({ node, target }) => `本节点运行 ${node}，服务器现在向它提供 ${target}。`,
    offeredThen: ({ node, target, when }) => `本节点运行 ${node}，服务器于 ${when} 向它提供 ${target}。`,
    barrier: ({ target }, { reason }) =>
      `${target} 是 barrier，即任何节点都不能跳过的 release（原因：${reason}）。`,
    afterBarrier: (_, { hopsLeft, end }) => `之后再更新 ${hopsLeft} 次即可到达 ${end}。`,
    deadendAhead: ({ target, targetDeadend }) =>
      `${target} 已被声明为 deadend（死路）：无法从它更新到任何其他 release（原因：${targetDeadend}）。节点更新到它之后，必须重新安装才能获得后续 release；如不希望如此，请在节点上关闭自动更新。`,
    suspects: ({ target, when }) =>
      `如果${when === '' ? '十分钟后' : '该时间过后十分钟'}节点仍未更新到 ${target}，请在节点上检查：是否向本服务器查询且能连通，能否下载镜像；是否关闭了自动更新；此前是否部署过 ${target}（agent 不会再次采用同一版本）；更新策略是否在等待时间窗口（periodic），或在等待被其他节点占用的重启锁（fleet_lock）；是否已有暂存（staged）的更新在等待重启，或有用户登录；/boot 是否已满。可用 "journalctl -u zincati" 和 "rpm-ostree status" 查看。`,

    heldBack: ({ node }, { version, eligible, reached, comesAt }) =>
      `本节点运行 ${node}。服务器将于 ${eligible} 向它提供 ${version}：其 rollout 已覆盖 ${tight(reached)} 的节点，到 ${tight(comesAt)} 时才轮到本节点。`,
    heldBeforeStart: ({ node }, { version, eligible, begins, comesAt }) =>
      `本节点运行 ${node}。服务器将于 ${eligible} 向它提供 ${version}：其 rollout 将于 ${begins} 开始，到 ${tight(comesAt)} 时才轮到本节点。`,
    heldForEver: ({ node }, { version, comesAt }) =>
      `本节点运行 ${node}。服务器不会向它提供 ${version}：按现有计划，${version} 的 rollout 到不了 ${tight(comesAt)}，而到 ${tight(comesAt)} 时才轮到本节点。需要 ${version} 的发布者修改计划。`,
    heldBeyondTime: ({ node }, { version }) =>
      `本节点运行 ${node}。服务器在几千年内都不会向它提供 ${version}：其 rollout 的计划在 9999 年之后，看来是个错误。需要 ${version} 的发布者修改计划。`,
    paused: ({ node }, { version, reached, comesAt }) =>
      `本节点运行 ${node}。${version} 是更高的版本，但发布者已暂停其 rollout，目前覆盖 ${tight(reached)} 的节点；到 ${tight(comesAt)} 时才轮到本节点。`,
    pauseReason: (_, { publicReason }) => `发布者给出的原因："${publicReason}"。`,
    onceResumed: (_, { version, comesAt }) =>
      `rollout 恢复并推进到 ${tight(comesAt)} 后，服务器会向本节点提供 ${version}；节点上无需任何操作。`,
    alsoOffered: (_, { version, eligible }) => `服务器将于 ${eligible} 向本节点提供 ${version}。`,
    alsoPaused: (_, { version, reached, comesAt }) =>
      `${version} 的 rollout 已暂停在 ${tight(reached)}，到 ${tight(comesAt)} 时才轮到本节点。`,
    alsoNever: (_, { version }) => `按其 rollout 现有的计划，不会向本节点提供 ${version}。`,
    anonymous: () =>
      '请求中既没有 node_uuid 也没有 rollout_wariness，所有这样的请求在 rollout 中共用同一个位置，因此以上结果不一定适用于本节点：实际可能更早或更晚轮到。请先带上节点 agent 发送的值（node_uuid，以及已设置时的 rollout_wariness）重新查询。',
    nothingToDo: () => '节点上无需任何操作。',

    deadend: ({ node, deadendReason }) =>
      `本节点运行的 ${node} 已被声明为 deadend（死路）：无法从它更新到任何其他 release（原因：${deadendReason}）。`,
    reinstallFrom: ({ sound }) => `等待没有用：请重新安装该节点，例如用 ${sound} 安装。`,
    reinstallLater: ({ stream }) =>
      `该节点必须重新安装，但 ${stream} 目前没有合适的、rollout 已覆盖全部节点的 release：请等到有这样的 release 后再用它重装，或改用其他 stream 重装。`,

    notRolledOut: ({ node, stream, newest }) =>
      `本节点运行 ${node}。${stream} 有更高版本的 release（最高为 ${newest}），但目前没有一个正在 rollout。`,
    allRetired: ({ node, stream }) =>
      `本节点运行 ${node}。${stream} 中所有更高版本的 release 都已撤销（retired），没有可更新的目标。`,
    untilRolledOut: ({ stream }) =>
      `节点上无需任何操作：${stream} 的发布者开始更高版本的 rollout 之后，节点就会更新。`,

    emptyStream: ({ stream }) =>
      `${stream} 还没有任何 release，因此无法提供更新。节点上无需任何操作：等节点所运行的 release 和更高版本的 release 在此发布后，才会开始更新。`,
    unknownPayload: ({ stream, basearch, scheme, payload }) =>
      `本节点运行的不是 ${stream}（${basearch}）的已知 release：没有任何 release 的 payload（系统镜像的标识）是 ${payload}（scheme 为 ${scheme}）。因此服务器无法向它提供更新。`,
    unknownVersion: ({ stream, basearch, scheme, node }) =>
      `${stream}（${basearch}，scheme 为 ${scheme}）中没有名为 ${node} 的 release。`,
    otherScope: ({ stream, basearch, scheme, node }) =>
      `${node} 是 ${stream} 的 release，但没有 ${basearch} 的 payload（scheme 为 ${scheme}）。`,
    mayBe: (_, likely) =>
      `它可能是 ${likely.map(([version, why]) => `${version}（${why}）`).join('，或 ')}。`,
    askWithPayload: () =>
      `请像节点上的更新 agent 一样用 os_checksum 查询（${PAYLOAD_PLACE}）：服务器按 payload 而不是版本号识别节点。未知的 payload 可登记为某个 release 的 alias。`,
    hints: {
      cut_short: () => `payload 似乎不完整：请用完整的 payload 重新查询（${PAYLOAD_PLACE}）。`,
      elsewhere: () =>
        '请先检查请求中的 stream、basearch 和 scheme（scheme 为 oci 时用 oci=true）是否与节点一致，再重新查询。',
    },
    addAlias: (facts) => `如果${isBuild(facts)}，${register(facts)}`,
    addAliasAfter: {
      cut_short: (facts) => `如果完整的 payload 也无法识别，并且${isBuild(facts)}，${register(facts)}`,
      elsewhere: (facts) => `如果这些都正确、payload 仍无法识别，并且${isBuild(facts)}，${register(facts)}`,
    },
  },
  clues: {
    same_version: () => '节点上报的是这个版本，但本服务器上该版本的 payload 与此不同',
    not_in_scope: (_near, { basearch, scheme }) =>
      `节点上报的是这个版本，但该版本没有 ${basearch} 的 payload（scheme 为 ${scheme}）`,
    elsewhere: ({ stream, basearch, scheme }, facts) =>
      `这是它在${stream === facts.stream ? '' : ` stream ${stream} 中`} ${basearch} 上的 payload（scheme 为 ${scheme}）`,
    cut_short: () => '它的 payload 以所发送的内容开头',
    similar_version: (_near, { node }) => `它的名称与 ${node} 相近`,
  },
};

/** No space stands before the sign. */
function tight(share: string): string {
  return share.replace(' %', '%');
}

function isBuild({ stream }: Facts): string {
  return `节点的镜像确实是 ${stream} 某个 release 的构建`;
}

function register({ stream, adopter }: Facts): string {
  return `本服务器的操作员可将其 payload 登记为该 release 的 alias：POST /admin/v1/streams/${stream}/releases/${adopter}/payload-aliases，请求体包含 basearch、scheme、payload 和 reason。否则，请用 ${stream} 的 release 重新安装节点。`;
}
