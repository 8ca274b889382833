public import CVectorMath

/// How each scalar packs: doubles into lanes, duals field by field, lanes as they are.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double {
  @inlinable public static var packCount: Int { 32 }
  @inlinable @inline(__always) public static func pack(_ x: UnsafePointer<Double>, stride: Int) -> Lanes {
    if stride == 1 {
      let raw = UnsafeRawPointer(x)
      return Lanes(
        low: raw.loadUnaligned(as: SIMD16<Double>.self),
        high: raw.loadUnaligned(fromByteOffset: 128, as: SIMD16<Double>.self))
    }
    // The fields of duals: lane by lane they would take ten times as long.
    if stride == 2 { return Lanes(low: vm_load_alternate(x), high: vm_load_alternate(x + 32)) }
    var (low, high): (SIMD16<Double>, SIMD16<Double>) = (.zero, .zero)
    for i in 0..<16 {
      low[i] = x[i * stride]
      high[i] = x[(16 + i) * stride]
    }
    return Lanes(low: low, high: high)
  }
  @inlinable @inline(__always) public static func unpack(
    _ pack: Lanes, into x: UnsafeMutablePointer<Double>, stride: Int
  ) {
    if stride == 1 {
      let raw = UnsafeMutableRawPointer(x)
      raw.storeBytes(of: pack.low, as: SIMD16<Double>.self)
      raw.storeBytes(of: pack.high, toByteOffset: 128, as: SIMD16<Double>.self)
      return
    }
    if stride == 2 {
      vm_store_alternate(x, pack.low)
      vm_store_alternate(x + 32, pack.high)
      return
    }
    for i in 0..<16 {
      x[i * stride] = pack.low[i]
      x[(16 + i) * stride] = pack.high[i]
    }
  }
  @inlinable @inline(__always) public static func splat(_ x: Double) -> Lanes { Lanes(exact: x) }
  @inlinable @inline(__always) public static func sum(_ pack: Lanes) -> Double { (pack.low + pack.high).sum() }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Lanes {
  @inlinable public static var packCount: Int { 1 }
  @inlinable @inline(__always) public static func pack(_ x: UnsafePointer<Lanes>, stride: Int) -> Lanes { x.pointee }
  @inlinable @inline(__always) public static func unpack(
    _ pack: Lanes, into x: UnsafeMutablePointer<Lanes>, stride: Int
  ) { x.pointee = pack }
  @inlinable @inline(__always) public static func splat(_ x: Lanes) -> Lanes { x }
  @inlinable @inline(__always) public static func sum(_ pack: Lanes) -> Lanes { pack }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Dual {
  public typealias Pack = Dual<Base.Pack>

  @inlinable public static var packCount: Int { Base.packCount }
  @inlinable @inline(__always) public static func pack(_ x: UnsafePointer<Self>, stride: Int) -> Dual<Base.Pack> {
    // A dual is two bases in memory: value, tangent.
    x.withMemoryRebound(to: Base.self, capacity: 2) { fields in
      Dual<Base.Pack>(
        value: Base.pack(fields, stride: 2 * stride), tangent: Base.pack(fields + 1, stride: 2 * stride))
    }
  }
  @inlinable @inline(__always) public static func unpack(
    _ pack: Dual<Base.Pack>, into x: UnsafeMutablePointer<Self>, stride: Int
  ) {
    x.withMemoryRebound(to: Base.self, capacity: 2) { fields in
      Base.unpack(pack.value, into: fields, stride: 2 * stride)
      Base.unpack(pack.tangent, into: fields + 1, stride: 2 * stride)
    }
  }
  @inlinable @inline(__always) public static func splat(_ x: Self) -> Dual<Base.Pack> {
    Dual<Base.Pack>(value: Base.splat(x.value), tangent: Base.splat(x.tangent))
  }
  @inlinable @inline(__always) public static func sum(_ pack: Dual<Base.Pack>) -> Self {
    Self(value: Base.sum(pack.value), tangent: Base.sum(pack.tangent))
  }
}

extension Point {
  /// Number of coordinates rounded up to whole packs.
  @inlinable @inline(__always) public static func padded(_ count: Int) -> Int {
    (count + S.packCount - 1) / S.packCount * S.packCount
  }
  /// The pack that starts at coordinate `i`.
  @inlinable @inline(__always) public func pack(at i: Int) -> S.Pack {
    assert(i >= 0 && i + S.packCount <= count)
    return S.pack(storage + i, stride: 1)
  }
  /// Overwrites the pack that starts at coordinate `i`.
  @inlinable @inline(__always) public func setPack(_ pack: S.Pack, at i: Int) {
    assert(i >= 0 && i + S.packCount <= count)
    S.unpack(pack, into: storage + i, stride: 1)
  }
  /// Where the packs of a padded point start.
  @inlinable @inline(__always) public var packs: StrideTo<Int> { stride(from: 0, to: count, by: S.packCount) }
}
