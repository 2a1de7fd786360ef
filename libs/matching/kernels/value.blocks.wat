;; Counts values by blocks of 128 slots (value.blocks.ts). Places are in bytes.
(module
  (import "env" "memory" (memory 0 65536 shared))

  ;; $found has a bit for each slot found, 16 bytes a block, up to $end. Values of a block stand from $from[block] to
  ;; $from[block + 1]: which they are in $values (u16), who has them in $masks (16 bytes each). Adds to $counts (i32) by value.
  ;; A block of which so few are found that their own $lengths[block] (i32, of all its lists together) cost less than $rate
  ;; 16ths of its values is written to $few (i32) instead. Returns the end of what is written there.
  (func (export "countBlocks")
    (param $found i32) (param $end i32) (param $from i32) (param $lengths i32) (param $values i32) (param $masks i32)
    (param $counts i32) (param $few i32) (param $rate i32) (result i32)
    (local $block i32) (local $low i64) (local $high i64)
    (local $first i32) (local $value i32) (local $last i32) (local $mask i32) (local $count i32)
    (block $done
      (loop $blocks
        (br_if $done (i32.ge_u (local.get $found) (local.get $end)))
        (local.set $low (i64.load (local.get $found)))
        (local.set $high (i64.load offset=8 (local.get $found)))
        (local.set $first (i32.load (local.get $from)))
        (local.set $last (i32.load offset=4 (local.get $from)))
        (block $next
          (br_if $next (i64.eqz (i64.or (local.get $low) (local.get $high))))
          ;; 128 slots × 16ths are 2 to the 11th.
          (if
            (i32.gt_u
              (i32.shl (i32.mul (local.get $rate) (i32.sub (local.get $last) (local.get $first))) (i32.const 3))
              (i32.mul
                (i32.load (local.get $lengths))
                (i32.wrap_i64 (i64.add (i64.popcnt (local.get $low)) (i64.popcnt (local.get $high))))))
            (then
              (i32.store (local.get $few) (local.get $block))
              (local.set $few (i32.add (local.get $few) (i32.const 4)))
              (br $next)))
          (local.set $mask (i32.add (local.get $masks) (i32.shl (local.get $first) (i32.const 4))))
          (local.set $value (i32.add (local.get $values) (i32.shl (local.get $first) (i32.const 1))))
          (local.set $last (i32.add (local.get $values) (i32.shl (local.get $last) (i32.const 1))))
          (loop $entries
            (br_if $next (i32.ge_u (local.get $value) (local.get $last)))
            (local.set $count
              (i32.add (local.get $counts) (i32.shl (i32.load16_u (local.get $value)) (i32.const 2))))
            (i32.store (local.get $count)
              (i32.add
                (i32.load (local.get $count))
                (i32.wrap_i64
                  (i64.add
                    (i64.popcnt (i64.and (i64.load (local.get $mask)) (local.get $low)))
                    (i64.popcnt (i64.and (i64.load offset=8 (local.get $mask)) (local.get $high)))))))
            (local.set $value (i32.add (local.get $value) (i32.const 2)))
            (local.set $mask (i32.add (local.get $mask) (i32.const 16)))
            (br $entries)))
        (local.set $found (i32.add (local.get $found) (i32.const 16)))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (local.set $lengths (i32.add (local.get $lengths) (i32.const 4)))
        (local.set $block (i32.add (local.get $block) (i32.const 1)))
        (br $blocks)))
    (local.get $few)))
