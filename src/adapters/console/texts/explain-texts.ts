/** Of the page Explain. */
export const EXPLAIN_TEXTS = {
  title: { en: 'Explain', zh: '解释' },
  lead: {
    en: 'Why does my node not update? Paste what you have of it; the address of this page can be passed on.',
    zh: '节点为什么没有更新？粘贴手头的信息即可；本页地址可直接转发给他人。',
  },
  comma: { en: ', ', zh: '，' },

  paste: { en: 'Paste here', zh: '粘贴到这里' },
  pasteExample: {
    en: 'rpm-ostree status --json, the agent’s URL or a line of its log, a uuid, a machine-id, a version…',
    zh: 'rpm-ostree status --json 的输出、代理的 URL 或日志行、uuid、machine-id、版本号…',
  },
  read_query: { en: 'I read the query of an agent: ', zh: '已识别：代理的查询。' },
  read_status: { en: 'I read the status of a node: ', zh: '已识别：节点状态。' },
  read_journal: { en: 'I read the journal of an agent: ', zh: '已识别：代理日志。' },
  read_uuid: { en: 'I read a node’s ', zh: '已识别：' },
  read_machine_id: {
    en: 'I read a machine-id; what comes of it is the node’s ',
    zh: '已识别 machine-id，由它推导出节点的 ',
  },
  read_payload: { en: 'I read a ', zh: '已识别：' },
  read_version: { en: 'I read a ', zh: '已识别：' },
  orMachineId: {
    en: 'Did it stand in /etc/machine-id? Agents do not send that, but what is derived from it.',
    zh: '它来自 /etc/machine-id 吗？代理发送的不是它本身，而是由它推导出的 uuid。',
  },
  isMachineId: { en: 'It is the machine-id', zh: '这是 machine-id' },
  unread_too_large: {
    en: 'That is over 1 MiB and was not read: paste the status of one node, or one line of a log.',
    zh: '内容超过 1 MiB，未读取：请粘贴一个节点的状态，或一行日志。',
  },
  unread_twice: {
    en: 'The address says {detail} more than once, which servers refuse: leave one of them.',
    zh: '地址中 {detail} 出现了多次，服务器会拒绝：请只保留一个。',
  },
  unread_no_parameter: {
    en: 'There is nothing in this address that agents say: expected stream, basearch, os_version or the like.',
    zh: '地址中没有代理发送的参数：应有 stream、basearch、os_version 等。',
  },
  unread_json: {
    en: 'This looks like rpm-ostree status --json, but is not whole ({detail}): paste all of it.',
    zh: '看起来是 rpm-ostree status --json 的输出，但不完整（{detail}）：请粘贴全部内容。',
  },
  unread_status: { en: 'This status cannot be used: {detail}.', zh: '无法使用这份状态：{detail}。' },
  unread_not_json: {
    en: 'This is the status for people: paste what rpm-ostree status --json prints.',
    zh: '这是给人看的状态：请粘贴 rpm-ostree status --json 的输出。',
  },
  unread_unknown: {
    en: 'This is not understood: expected the URL of an agent, rpm-ostree status --json, a uuid, a machine-id, a payload or a version.',
    zh: '无法识别：应为代理的 URL、rpm-ostree status --json 的输出、uuid、machine-id、负载或版本号。',
  },

  fields: { en: 'What is asked', zh: '查询内容' },
  field_stream: { en: 'stream', zh: '流（stream）' },
  field_basearch: { en: 'basearch', zh: '架构（basearch）' },
  field_scheme: { en: 'scheme', zh: '类型（scheme）' },
  field_version: { en: 'version', zh: '版本（version）' },
  field_payload: { en: 'payload', zh: '负载（payload）' },
  field_uuid: { en: 'uuid', zh: 'uuid' },
  field_wariness: { en: 'wariness', zh: '谨慎度（wariness）' },
  field_at: { en: 'at (time)', zh: '时间（at）' },
  scheme_checksum: { en: 'checksum', zh: 'checksum' },
  scheme_oci: { en: 'oci (image)', zh: 'oci（镜像）' },
  wanted: { en: 'missing', zh: '缺少' },
  payloadCounts: {
    en: 'The payload counts; a version does so only without one.',
    zh: '以负载为准；没有负载时才看版本。',
  },
  warinessCounts: {
    en: 'The wariness counts; a uuid does so only without one.',
    zh: '以谨慎度为准；没有谨慎度时才看 uuid。',
  },
  atNow: { en: 'empty: now', zh: '留空表示现在' },
  atThen: { en: 'in your time zone', zh: '按你的时区' },
  backToNow: { en: 'Back to now', zh: '回到现在' },
  seeField: {
    en: 'The server refuses this question: see the field in red.',
    zh: '服务器拒绝了此查询：见标红的字段。',
  },

  missing: { en: 'Still missing: ', zh: '还缺少：' },
  missing_stream: { en: 'the stream', zh: '流（stream）' },
  missing_basearch: { en: 'the basearch', zh: '架构（basearch）' },
  missing_node: { en: 'what the node runs (version or payload)', zh: '节点运行的版本或负载' },
  whereFrom: { en: 'Where to find it on the node', zh: '在节点上哪里能找到' },
  source_status: { en: 'What it runs, its stream and basearch', zh: '运行的版本、流与架构' },
  source_uuid: { en: 'Its uuid, which decides about its turn', zh: '决定轮到顺序的 uuid' },
  source_machineId: { en: 'Its machine-id, if the journal is gone', zh: '日志已不在时用 machine-id' },
  source_query: { en: 'All of it: the address its agent asks', zh: '全部信息：代理请求的地址' },
  sourcesTogether: {
    en: 'Paste one after the other: the status, then the uuid. Nothing is stored, and the server gets no more than an agent sends.',
    zh: '可依次粘贴：先状态，再 uuid。内容不会被保存，服务器收到的也不会多于代理所发送的。',
  },

  verdict_up_to_date: { en: 'Up to date', zh: '已是最新' },
  verdict_update_available: { en: 'An update is offered', zh: '已有可用更新' },
  verdict_held_back: { en: 'Held back: its turn will come', zh: '尚未轮到本节点' },
  verdict_never: { en: 'Held back: its turn does not come as planned', zh: '按现有计划不会轮到本节点' },
  verdict_rollout_paused: { en: 'The rollout is paused', zh: '灰度发布已暂停' },
  verdict_no_path: { en: 'No way to a newer release yet', zh: '暂无通往更高版本的路径' },
  verdict_deadend: { en: 'At a deadend', zh: '处于死端（deadend）' },
  verdict_unknown_payload: { en: 'Nobody knows what it runs', zh: '未知的版本' },
  deadendReason: { en: 'Why: ', zh: '原因：' },
  pauseReason: { en: 'Why {version} is paused: ', zh: '{version} 暂停的原因：' },
  lookThen: { en: 'See it then', zh: '查看届时结果' },
  revision: { en: 'revision {revision}', zh: '修订 {revision}' },
  judgedNow: { en: 'as of', zh: '截至' },
  judgedThen: { en: 'as if it were', zh: '假定时间为' },
  asJson: { en: 'the same as JSON', zh: '同一结果的 JSON' },

  way: { en: 'Its way to the newest', zh: '通往最新版本的路径' },
  noHops: { en: 'It leads nowhere else from here.', zh: '从这里没有下一站。' },
  hops: { en: 'updates to go: {count}', zh: '还需更新 {count} 次' },
  way_here: { en: 'you are here', zh: '当前位置' },
  way_offered: { en: '↑ offered now', zh: '↑ 现在提供' },
  way_comes: { en: '◷ held back until', zh: '◷ 暂不提供，直到' },
  way_paused: { en: '‖ paused', zh: '‖ 已暂停' },
  way_never: { en: '⊘ not as it is planned', zh: '⊘ 按现有计划不会提供' },
  terminus: { en: 'newest', zh: '最新' },
  barrier: { en: 'barrier', zh: '屏障（barrier）' },
  deadend: { en: 'deadend', zh: '死端（deadend）' },

  place: { en: 'Its place in the rollout', zh: '在灰度发布中的位置' },
  place_rollout_wariness: {
    en: 'Its turn comes at {value} of the fleet, by the wariness it is configured with.',
    zh: '放量到机群的 {value} 时轮到本节点，依据其配置的谨慎度。',
  },
  place_node_uuid: {
    en: 'Its turn comes at {value} of the fleet, by its uuid.',
    zh: '放量到机群的 {value} 时轮到本节点，依据其 uuid。',
  },
  place_none: {
    en: 'Its turn would come at {value} of the fleet, the place of everybody who says neither uuid nor wariness: paste its uuid for its own.',
    zh: '放量到机群的 {value} 时轮到；这是未提供 uuid 和谨慎度的节点共用的位置：请补充 uuid 以得到本节点自己的位置。',
  },
  reached: { en: 'has reached {share}', zh: '已放量 {share}' },
  turn_in: { en: '✓ this node is in', zh: '✓ 已轮到本节点' },
  turn_comes: { en: '◷ reaches it', zh: '◷ 轮到时间：' },
  turn_paused: { en: '‖ paused', zh: '‖ 已暂停' },
  turn_never: { en: '⊘ will not reach it as it is planned', zh: '⊘ 按现有计划不会轮到' },
  thisNode: { en: 'this node: {share}', zh: '本节点：{share}' },
  first: { en: '0 %: first', zh: '0 %：最先' },
  last: { en: '100 %: last', zh: '100 %：最后' },
  scaleLabel: {
    en: 'The rollout of {version} has reached {reached} of the fleet; the turn of this node comes at {place}.',
    zh: '{version} 的灰度发布已覆盖机群的 {reached}；到 {place} 时轮到本节点。',
  },

  near: { en: 'What it may be', zh: '它可能是' },
  askAs: { en: 'Ask as this one', zh: '按此版本查询' },

  checks: { en: 'What to check on the node', zh: '在节点上检查什么' },
  checksLead: {
    en: 'The server offers {version}. If the node has not taken it within ten minutes, the reason is on the node:',
    zh: '服务器已提供 {version}。如果十分钟后节点仍未更新，原因在节点上：',
  },
  stepByStep: { en: 'Step by step, with the commands', zh: '逐步检查（附命令）' },
  foundStaged: {
    en: 'Found in the status you pasted: {version} is staged and waits for a reboot.',
    zh: '从粘贴的状态中发现：{version} 已暂存（staged），正在等待重启。',
  },
  foundEarlier: {
    en: 'Found in the status you pasted: {version} has been on the node before, and agents take nothing a second time.',
    zh: '从粘贴的状态中发现：{version} 之前部署过，代理不会再次采用同一版本。',
  },
  check_running: {
    en: 'Does the agent run, and are updates switched on?',
    zh: '代理是否在运行，自动更新是否开启？',
  },
  check_server: {
    en: 'Does it ask this server, reach it, and get the image?',
    zh: '是否向本服务器查询，能否连通并下载镜像？',
  },
  check_strategy: {
    en: 'Does its strategy wait for a time window (periodic)?',
    zh: '更新策略是否在等待时间窗口（periodic）？',
  },
  check_fleetLock: {
    en: 'Does it wait for a reboot lock that another node holds (fleet_lock)? The lock server knows which one.',
    zh: '是否在等待被其他节点占用的重启锁（fleet_lock）？锁服务器知道是哪个节点。',
  },
  check_staged: {
    en: 'Is a deployment staged already, and waits for a reboot?',
    zh: '是否已有暂存（staged）的部署在等待重启？',
  },
  check_users: {
    en: 'Is somebody logged in? Agents wait a while for them.',
    zh: '是否有用户登录？代理会等待一段时间。',
  },
  check_boot: { en: 'Is /boot full?', zh: '/boot 是否已满？' },
  check_earlier: {
    en: 'Was this version on the node before? Agents take nothing a second time.',
    zh: '此前是否部署过该版本？代理不会再次采用。',
  },
} as const;
