/// Bump storage for the points, matrices and scratch of one step: no heap allocation per step, no reference counting.
///
/// Taken memory is valid until the arena is released to an earlier mark; whoever takes a mark releases it. Chunks are added
/// when a step needs more and are kept, so a loop allocates in its first round only. One arena belongs to one thread.
/// In debug builds released memory is filled with NaN, so that a point that outlives its step shows.
@frozen
public struct Arena {
  @usableFromInline let state: UnsafeMutablePointer<State>

  /// Where the next bytes come from, and the chunk they lie in.
  @frozen
  public struct Mark {
    @usableFromInline var top, end: UnsafeMutableRawPointer
    @usableFromInline var chunk: UnsafeMutablePointer<Chunk>

    @inlinable @inline(__always) init(_ chunk: UnsafeMutablePointer<Chunk>) {
      (top, end, self.chunk) = (chunk.pointee.start, chunk.pointee.start + chunk.pointee.size, chunk)
    }
  }
  @usableFromInline typealias State = Mark

  /// A block of memory in the list of blocks.
  @frozen
  @usableFromInline struct Chunk {
    @usableFromInline var next: UnsafeMutablePointer<Chunk>?
    @usableFromInline var start: UnsafeMutableRawPointer
    @usableFromInline var size: Int

    @usableFromInline init(size: Int) {
      (next, start, self.size) = (nil, .allocate(byteCount: size, alignment: 128), size)
    }
  }

  @inlinable @inline(__always) init(state: UnsafeMutablePointer<State>) { self.state = state }

  /// `count` uninitialised values; every scalar is bitwise copyable, so they need no destruction.
  @inlinable @inline(__always) public func take<T: BitwiseCopyable>(_ count: Int, of type: T.Type)
    -> UnsafeMutablePointer<T>
  {
    let start = state.pointee.top.alignedUp(toMultipleOf: Self.alignment(of: T.self))
    let top = start + count * MemoryLayout<T>.stride
    if top > state.pointee.end { return takeFromNextChunk(count, of: type) }
    state.pointee.top = top
    return start.assumingMemoryBound(to: T.self)
  }

  /// Lanes are only aligned to 16 bytes by themselves; within cache lines their loads are twice as fast.
  @inlinable @inline(__always) static func alignment<T>(of type: T.Type) -> Int {
    MemoryLayout<T>.stride >= 64 ? 64 : MemoryLayout<T>.alignment
  }

  /// The present fill level.
  @inlinable @inline(__always) public var mark: Mark { state.pointee }

  /// Gives back everything taken since the mark.
  @inlinable @inline(__always) public func release(to mark: Mark) {
    #if DEBUG
      poison(from: mark)
    #endif
    state.pointee = mark
  }

  @inlinable @inline(never) func takeFromNextChunk<T: BitwiseCopyable>(_ count: Int, of type: T.Type)
    -> UnsafeMutablePointer<T>
  {
    let bytes = count * MemoryLayout<T>.stride + Self.alignment(of: T.self)
    let chunk = state.pointee.chunk
    if let next = chunk.pointee.next, next.pointee.size >= bytes {
      state.pointee = Mark(next)
    } else {
      let new = Self.makeChunk(size: Swift.max(bytes, 2 * chunk.pointee.size))
      new.pointee.next = chunk.pointee.next
      chunk.pointee.next = new
      state.pointee = Mark(new)
    }
    return take(count, of: type)
  }

  @usableFromInline static func makeChunk(size: Int) -> UnsafeMutablePointer<Chunk> {
    let chunk = UnsafeMutablePointer<Chunk>.allocate(capacity: 1)
    chunk.initialize(to: Chunk(size: size))
    return chunk
  }

  #if DEBUG
    @usableFromInline func poison(from mark: Mark) {
      var (chunk, start): (UnsafeMutablePointer<Chunk>?, UnsafeMutableRawPointer) = (mark.chunk, mark.top)
      while let current = chunk {
        let isLast = current == state.pointee.chunk
        let end = isLast ? state.pointee.top : current.pointee.start + current.pointee.size
        if end > start { start.initializeMemory(as: UInt8.self, repeating: 0xff, count: end - start) }
        if isLast { return }
        chunk = current.pointee.next
        if let next = chunk { start = next.pointee.start }
      }
    }
  #endif
}

/// Owns the memory behind an arena.
public final class Workspace {
  /// The arena; valid while the workspace lives.
  public let arena: Arena
  private let first: UnsafeMutablePointer<Arena.Chunk>

  /// A workspace that starts with `bytes` of memory and grows as needed.
  public init(bytes: Int = 1 << 16) {
    first = Arena.makeChunk(size: bytes)
    let state = UnsafeMutablePointer<Arena.Mark>.allocate(capacity: 1)
    state.initialize(to: Arena.Mark(first))
    arena = Arena(state: state)
  }

  deinit {
    var chunk: UnsafeMutablePointer<Arena.Chunk>? = first
    while let current = chunk {
      chunk = current.pointee.next
      current.pointee.start.deallocate()
      current.deallocate()
    }
    arena.state.deallocate()
  }
}
