// The same question answered by a graph library, in the two ways in which it can be asked.
import { UndirectedGraph } from 'graphology'
import { type Best, type Rival, Shortlist, type Tie } from './rivals.ts'

type Graph = UndirectedGraph<{ isMember: boolean }, { cost: number }>

export interface GraphologyRivals {
  /** Reads the ties of all whom the other end knows, as our search does. */
  readonly graphology: Rival
  /** Asks of each two persons, one known to either end, whether they are tied, where that is less to do. */
  readonly graphologyPairs: Rival
}

/** In both ways the neighbours of both ends meet in the middle, and what is too dear is left early. */
export function graphologyRivals(ties: readonly Tie[], best: Best): GraphologyRivals {
  const graph: Graph = new UndirectedGraph()
  for (const { a, b, aIsMember, bIsMember, cost } of ties) {
    graph.mergeNode(a, { isMember: aIsMember })
    graph.mergeNode(b, { isMember: bIsMember })
    graph.addEdge(a, b, { cost })
  }
  return { graphology: byRows(graph, best), graphologyPairs: byPairs(graph, best) }
}

function byRows(graph: Graph, best: Best): Rival {
  return ({ fromId, toId }) => {
    if (!graph.hasNode(fromId) || !graph.hasNode(toId)) return []
    const shortlist = new Shortlist(best)
    const costFrom = new Map<string, number>()
    graph.forEachEdge(fromId, (_, { cost }, source, target, sourceIs, targetIs) => {
      const other = source === fromId ? target : source
      if (other === toId) shortlist.offer(cost, [])
      else if ((source === fromId ? targetIs : sourceIs).isMember) costFrom.set(other, cost)
    })
    graph.forEachEdge(toId, (_, { cost: lastCost }, source, target) => {
      const last = source === toId ? target : source
      const isLastMember = graph.getNodeAttribute(last, 'isMember')
      if (last === fromId || !isLastMember || lastCost > shortlist.bound) return
      const direct = costFrom.get(last)
      if (direct !== undefined) shortlist.offer(direct + lastCost, [last])
      graph.forEachEdge(last, (__, { cost }, one, two) => {
        const first = one === last ? two : one
        const firstCost = costFrom.get(first)
        if (firstCost !== undefined && first !== toId) shortlist.offer(firstCost + cost + lastCost, [first, last])
      })
    })
    return shortlist.found
  }
}

function byPairs(graph: Graph, best: Best): Rival {
  const membersOf = (id: string) => {
    const costs = new Map<string, number>()
    graph.forEachEdge(id, (_, { cost }, source, target, sourceIs, targetIs) => {
      if ((source === id ? targetIs : sourceIs).isMember) costs.set(source === id ? target : source, cost)
    })
    return costs
  }
  return ({ fromId, toId }) => {
    if (!graph.hasNode(fromId) || !graph.hasNode(toId)) return []
    const shortlist = new Shortlist(best)
    const [firsts, lasts] = [membersOf(fromId), membersOf(toId)]
    const direct = graph.edge(fromId, toId)
    if (direct !== undefined) shortlist.offer(graph.getEdgeAttribute(direct, 'cost'), [])
    firsts.delete(toId)
    lasts.delete(fromId)
    for (const [last, lastCost] of lasts) {
      const cost = firsts.get(last)
      if (cost !== undefined) shortlist.offer(cost + lastCost, [last])
    }
    for (const [last, lastCost] of lasts) {
      if (lastCost > shortlist.bound) continue
      if (graph.degree(last) < firsts.size) {
        graph.forEachEdge(last, (_, { cost }, source, target) => {
          const first = source === last ? target : source
          const firstCost = firsts.get(first)
          if (firstCost !== undefined) shortlist.offer(firstCost + cost + lastCost, [first, last])
        })
        continue
      }
      for (const [first, firstCost] of firsts) {
        if (first === last || firstCost + lastCost > shortlist.bound) continue
        const edge = graph.edge(first, last)
        if (edge === undefined) continue
        shortlist.offer(firstCost + graph.getEdgeAttribute(edge, 'cost') + lastCost, [first, last])
      }
    }
    return shortlist.found
  }
}
